// Activities of $office ('': of all offices).
MATCH (a)-[tie]->(b)
WHERE (type(tie) = 'HAS_ACTIVITY' OR type(tie) = 'PROMOTES' OR type(tie) = 'PRODUCED'
    OR type(tie) = 'PROCURED' OR type(tie) = 'COOPERATES_WITH' OR type(tie) = 'PARTICIPATED_IN')
  AND (a.iri = $office OR ($office = '' AND a:Office))
RETURN a.iri AS actor,
       type(tie) AS relation,
       b.iri AS object,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
