// Projects ($project; '': all) with those who carried them out.
MATCH (a)-[tie:CARRIED_OUT_BY]->(b)
WHERE ($project = '' OR a.iri = $project)
OPTIONAL MATCH (a)-[j1:IMPLEMENTED_IN]->(n1)
RETURN a.iri AS work,
       b.iri AS company,
       n1.iri AS place,
       tie.status AS status,
       tie.statement AS statement,
       j1.statement AS place_statement
ORDER BY b.iri, statement, coalesce(place_statement, '')
