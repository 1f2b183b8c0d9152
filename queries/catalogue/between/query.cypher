// Facts that tie $one and $other directly, in either direction.
MATCH (a)-[tie]->(b)
WHERE tie.statement IS NOT NULL
  AND ((a.iri = $one AND b.iri = $other) OR (a.iri = $other AND b.iri = $one))
RETURN a.iri AS subject,
       type(tie) AS relation,
       b.iri AS object,
       tie.sources AS documents,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
