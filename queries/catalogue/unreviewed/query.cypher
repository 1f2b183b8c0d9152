// Ties of $who ('': of anyone) that were found by machine and not confirmed.
MATCH (a)-[tie]->(b)
WHERE tie.statement IS NOT NULL
  AND tie.trust = 'machine' AND NOT b:Value AND ($who = '' OR a.iri = $who OR b.iri = $who)
RETURN a.iri AS subject,
       type(tie) AS relation,
       b.iri AS object,
       tie.sources AS documents,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
