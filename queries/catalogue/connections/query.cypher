// Every tie between two things that is so. The library finds the paths in it.
MATCH (a)-[tie]->(b)
WHERE tie.statement IS NOT NULL AND NOT b:Value
RETURN a.iri AS subject,
       type(tie) AS relation,
       b.iri AS object,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY statement
