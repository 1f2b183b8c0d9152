// Those with whom $party has an agreement or issued a joint statement. Both are stored once, so asked undirected.
MATCH (party:Entity {iri: $party})-[tie]-(other)
WHERE type(tie) = 'AGREEMENT_WITH' OR type(tie) = 'JOINT_STATEMENT_WITH'
RETURN type(tie) AS relation,
       other.iri AS partner,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY relation, coalesce(tie.sinceEarliest, ''), statement
