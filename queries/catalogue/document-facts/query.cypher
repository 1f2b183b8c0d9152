// Every fact that is so, values too. The library keeps those that the document states.
// What is read of a tie before it is returned, is read for all ties at once.
MATCH (a)-[tie]->(b)
WHERE tie.statement IS NOT NULL
WITH tie, a.iri AS a_iri, b.iri AS b_iri, tie.since AS begun, tie.until AS ended, tie.status AS stage, tie.statement AS fact
RETURN a_iri AS subject,
       type(tie) AS relation,
       b_iri AS object,
       begun AS since,
       ended AS until,
       stage AS status,
       fact AS statement
ORDER BY statement
