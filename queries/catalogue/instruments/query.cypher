// Dates of instruments ($instrument; '': all), and on whose initiative they came.
MATCH (a:Instrument)-[tie]->(b:Date)
WHERE (type(tie) = 'ESTABLISHED_ON' OR type(tie) = 'REVISED_ON')
  AND ($instrument = '' OR a.iri = $instrument)
OPTIONAL MATCH (a)-[j1:FOUNDED_BY]->(n1)
RETURN a.iri AS paper,
       type(tie) AS relation,
       b.value AS day,
       coalesce(n1.value, n1.iri) AS initiative,
       tie.status AS status,
       tie.statement AS statement,
       j1.statement AS initiative_statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement, coalesce(initiative_statement, '')
