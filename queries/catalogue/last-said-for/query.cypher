// Ties of $who ('': of anyone) that were last stated for $fiscal_year.
MATCH (a)-[tie]->(b)
WHERE tie.statement IS NOT NULL
  AND tie.asOf = $fiscal_year AND NOT b:Value AND ($who = '' OR a.iri = $who OR b.iri = $who)
RETURN a.iri AS subject,
       type(tie) AS relation,
       b.iri AS object,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
