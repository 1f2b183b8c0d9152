// Facts of $who ('': of anyone) whose start is not known to the day.
MATCH (a)-[tie]->(b)
WHERE tie.statement IS NOT NULL
  AND tie.sinceEarliest <> tie.sinceLatest AND ($who = '' OR a.iri = $who OR b.iri = $who)
RETURN a.iri AS subject,
       type(tie) AS relation,
       b.iri AS object,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY tie.sinceEarliest, statement
