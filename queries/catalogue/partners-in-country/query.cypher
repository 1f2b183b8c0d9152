// The cities tied to $city that lie in $country: both carry the country's code.
MATCH (country:Entity {iri: $country})
MATCH (city:Entity {iri: $city})-[tie]-(b)
WHERE (type(tie) = 'SISTER_CITY_OF' OR type(tie) = 'FRIENDSHIP_CITY_OF' OR type(tie) = 'PARTNER_CITY_OF'
    OR type(tie) = 'CITY_TIE_WITH')
  AND b.countryCode = country.countryCode
RETURN type(tie) AS relation,
       b.iri AS partner,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
