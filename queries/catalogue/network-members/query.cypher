// Members of $network.
MATCH (a)-[tie:MEMBER_OF]->(b)
WHERE b.iri = $network
RETURN a.iri AS member,
       b.iri AS body,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
