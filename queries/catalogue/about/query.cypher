// Every fact about $who.
MATCH (a)-[tie]->(b)
WHERE tie.statement IS NOT NULL
  AND (a.iri = $who OR b.iri = $who)
RETURN a.iri AS subject,
       type(tie) AS relation,
       b.iri AS object,
       tie.sources AS documents,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
