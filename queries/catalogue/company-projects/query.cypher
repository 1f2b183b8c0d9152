// Projects that $company carried out, and where.
MATCH (a)-[tie:CARRIED_OUT_BY]->(b)
WHERE b.iri = $company
OPTIONAL MATCH (a)-[j1:IMPLEMENTED_IN]->(n1)
RETURN a.iri AS project,
       b.iri AS firm,
       n1.iri AS place,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement,
       j1.statement AS place_statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement, coalesce(place_statement, '')
