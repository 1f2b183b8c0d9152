// The cities tied to $city, by kind of tie. A tie between cities is stored once, so it is asked undirected.
MATCH (city:Entity {iri: $city})-[tie]-(other)
WHERE type(tie) = 'SISTER_CITY_OF' OR type(tie) = 'FRIENDSHIP_CITY_OF'
   OR type(tie) = 'PARTNER_CITY_OF' OR type(tie) = 'CITY_TIE_WITH'
RETURN type(tie) AS relation,
       other.iri AS partner,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY relation, coalesce(tie.sinceEarliest, ''), statement
