// Ties of $who ('': of anyone) that only one document states.
MATCH (a)-[tie]->(b)
WHERE tie.statement IS NOT NULL
  AND tie.sources = 1 AND NOT b:Value AND ($who = '' OR a.iri = $who OR b.iri = $who)
RETURN a.iri AS subject,
       type(tie) AS relation,
       b.iri AS object,
       tie.asOf AS as_of,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
