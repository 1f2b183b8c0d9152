// Memberships, roles and titles of $city. For a role, the body is the one in which the role exists.
MATCH (city:Entity {iri: $city})-[tie]->(held)
WHERE type(tie) = 'MEMBER_OF' OR type(tie) = 'HOLDS_ROLE' OR type(tie) = 'RECEIVED_TITLE'
OPTIONAL MATCH (held)-[within]->(of)
WHERE type(within) = 'ROLE_IN' OR type(within) = 'CONFERRED_BY'
RETURN CASE WHEN held:Role THEN of.iri ELSE held.iri END AS body,
       type(tie) AS relation,
       CASE WHEN held:Role THEN held.iri ELSE null END AS role,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement,
       within.statement AS body_statement
ORDER BY coalesce(of.iri, held.iri), coalesce(tie.sinceEarliest, ''), statement, coalesce(body_statement, '')
