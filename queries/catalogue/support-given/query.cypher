// Whom or what $who supports.
MATCH (a)-[tie]->(b)
WHERE (type(tie) = 'PROVIDES_SUPPORT_TO' OR type(tie) = 'SUPPORTS')
  AND a.iri = $who
RETURN a.iri AS giver,
       type(tie) AS relation,
       b.iri AS receiver,
       tie.topic AS topic,
       tie.form AS form,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
