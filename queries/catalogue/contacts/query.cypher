// How to reach $who.
MATCH (a)-[tie]->(b)
WHERE (type(tie) = 'ADDRESS' OR type(tie) = 'TELEPHONE' OR type(tie) = 'FAX' OR type(tie) = 'WEBSITE')
  AND a.iri = $who
RETURN a.iri AS body,
       type(tie) AS relation,
       b.iri AS contact,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
