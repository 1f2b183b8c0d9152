// Overseas offices located in $country, or in charge of it.
MATCH (a)-[tie:HAS_OVERSEAS_OFFICE]->(b)
MATCH (b)-[seat]->(place:Entity {iri: $country})
WHERE type(seat) = 'LOCATED_IN' OR type(seat) = 'COVERS_REGION'
RETURN a.iri AS city,
       b.iri AS office,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
