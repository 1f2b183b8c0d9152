// Every fact that is so, values too. The library keeps those that the document states.
MATCH (a)-[tie]->(b)
WHERE tie.statement IS NOT NULL
RETURN a.iri AS subject,
       type(tie) AS relation,
       b.iri AS object,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY statement
