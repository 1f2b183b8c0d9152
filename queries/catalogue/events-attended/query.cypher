// Events in which $who took part.
MATCH (a)-[tie:PARTICIPATED_IN]->(b)
WHERE a.iri = $who
OPTIONAL MATCH (b)-[j1:HELD_ON]->(n1:Date)
OPTIONAL MATCH (b)-[j2:HELD_IN]->(n2)
RETURN a.iri AS participant,
       b.iri AS event,
       n1.value AS held,
       coalesce(n2.value, n2.iri) AS place,
       tie.status AS status,
       tie.statement AS statement,
       j1.statement AS held_statement,
       j2.statement AS place_statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement,
         coalesce(held_statement, ''), coalesce(place_statement, '')
