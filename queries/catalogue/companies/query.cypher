// Every project with those who carried it out.
MATCH (a)-[tie:CARRIED_OUT_BY]->(b)
OPTIONAL MATCH (a)-[j1:IMPLEMENTED_IN]->(n1)
RETURN a.iri AS project,
       b.iri AS company,
       n1.iri AS place,
       tie.status AS status,
       tie.statement AS statement,
       j1.statement AS place_statement
ORDER BY b.iri, statement, coalesce(place_statement, '')
