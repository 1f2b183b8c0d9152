// What surely began between $start and $end (days): by its own start, or by the date it states.
MATCH (a)-[tie]->(b)
WHERE tie.statement IS NOT NULL
  AND tie.sinceEarliest >= $start AND tie.sinceLatest <= $end
RETURN a.iri AS subject,
       type(tie) AS relation,
       b.iri AS object,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY tie.sinceEarliest, statement
