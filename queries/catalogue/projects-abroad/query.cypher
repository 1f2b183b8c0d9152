// Projects in $country ('': anywhere), or in a place within it, with those who carried them out.
MATCH (project)-[tie:IMPLEMENTED_IN]->(place)
OPTIONAL MATCH (place)-[within:LOCATED_IN]->(around)
WHERE around.iri = $country
OPTIONAL MATCH (project)-[work:CARRIED_OUT_BY]->(company)
WITH project, tie, place, within, work, company
WHERE $country = '' OR place.iri = $country OR within.statement IS NOT NULL
RETURN project.iri AS project,
       company.iri AS company,
       place.iri AS place,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement,
       work.statement AS company_statement
ORDER BY place, project, statement, coalesce(company_statement, '')
