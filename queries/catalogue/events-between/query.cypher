// Events whose date touches the days from $start to $end.
MATCH (a)-[tie]->(b:Date)
WHERE (type(tie) = 'HELD_ON' OR type(tie) = 'EVENT_HELD_ON')
  AND b.earliest <= $end AND b.latest >= $start
OPTIONAL MATCH (a)-[j1:HELD_IN]->(n1)
RETURN a.iri AS event,
       b.value AS held,
       coalesce(n1.value, n1.iri) AS place,
       tie.status AS status,
       tie.statement AS statement,
       j1.statement AS place_statement
ORDER BY b.earliest, statement, coalesce(place_statement, '')
