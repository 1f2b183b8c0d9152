// Programmes and projects, and who is in charge ($who; '': anyone).
MATCH (a:Activity)-[tie:OPERATED_BY]->(b)
WHERE ($who = '' OR b.iri = $who)
RETURN a.iri AS programme,
       b.iri AS operator,
       tie.asOf AS as_of,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
