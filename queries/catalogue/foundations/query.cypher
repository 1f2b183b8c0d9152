// Foundation dates of bodies and facilities ($who; '': all).
MATCH (a)-[tie]->(b:Date)
WHERE (type(tie) = 'ESTABLISHED_ON' OR type(tie) = 'FOUNDED_ON' OR type(tie) = 'OFFICE_OPENED_ON')
  AND (a:Organization OR a:Facility OR a:GovernmentBody) AND ($who = '' OR a.iri = $who)
OPTIONAL MATCH (a)-[j1:FOUNDED_BY]->(n1)
RETURN a.iri AS body,
       type(tie) AS relation,
       b.value AS day,
       coalesce(n1.value, n1.iri) AS founder,
       tie.status AS status,
       tie.statement AS statement,
       j1.statement AS founder_statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement, coalesce(founder_statement, '')
