// Projects in $country ('': anywhere), or in a place within it, with those who carried them out.
MATCH (undertaking)-[tie:IMPLEMENTED_IN]->(site)
OPTIONAL MATCH (site)-[within:LOCATED_IN]->(around)
WHERE around.iri = $country
OPTIONAL MATCH (undertaking)-[work:CARRIED_OUT_BY]->(firm)
WITH undertaking, tie, site, within, work, firm
WHERE $country = '' OR site.iri = $country OR within.statement IS NOT NULL
RETURN undertaking.iri AS project,
       firm.iri AS company,
       site.iri AS place,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement,
       work.statement AS company_statement
ORDER BY place, project, statement, coalesce(company_statement, '')
