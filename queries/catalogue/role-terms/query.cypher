// Who holds $role ($who; '': anyone), and the terms.
MATCH (a)-[tie:HOLDS_ROLE]->(b:Entity {iri: $role})
WHERE ($who = '' OR a.iri = $who)
RETURN a.iri AS holder,
       b.iri AS post,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
