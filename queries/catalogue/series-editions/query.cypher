// Editions of $series.
MATCH (a)-[tie:PART_OF_SERIES]->(b)
WHERE b.iri = $series
OPTIONAL MATCH (a)-[j1:HELD_ON]->(n1:Date)
OPTIONAL MATCH (a)-[j2:HELD_IN]->(n2)
OPTIONAL MATCH (a)-[j3:PARTICIPANT_COUNT]->(n3:Count)
RETURN a.iri AS event,
       b.iri AS cycle,
       n1.value AS held,
       coalesce(n2.value, n2.iri) AS place,
       n3.value AS visitors,
       tie.status AS status,
       tie.statement AS statement,
       j1.statement AS held_statement,
       j2.statement AS place_statement,
       j3.statement AS visitors_statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement,
         coalesce(held_statement, ''), coalesce(place_statement, ''), coalesce(visitors_statement, '')
