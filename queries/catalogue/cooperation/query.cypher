// Those with whom $who cooperates or has exchanges. Cooperation is stored once, so it is asked undirected.
MATCH (who:Entity {iri: $who})-[tie]-(b)
WHERE type(tie) = 'COOPERATES_WITH' OR type(tie) = 'CONDUCTS_EXCHANGE_WITH'
RETURN type(tie) AS relation,
       b.iri AS partner,
       tie.topic AS topic,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
