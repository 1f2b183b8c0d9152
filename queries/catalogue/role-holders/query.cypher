// Roles that exist in $network, with their holders ($who; '': anyone) and terms.
MATCH (a)-[tie:HOLDS_ROLE]->(b)
WHERE ($who = '' OR a.iri = $who)
MATCH (b)-[within:ROLE_IN]->(body:Entity {iri: $network})
RETURN a.iri AS holder,
       b.iri AS role,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
