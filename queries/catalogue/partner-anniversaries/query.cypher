// The starts of the ties between $city and other cities. The library counts the years.
MATCH (city:Entity {iri: $city})-[tie]-(other)
WHERE (type(tie) = 'SISTER_CITY_OF' OR type(tie) = 'FRIENDSHIP_CITY_OF' OR type(tie) = 'PARTNER_CITY_OF'
    OR type(tie) = 'CITY_TIE_WITH')
  AND tie.sinceEarliest IS NOT NULL
RETURN CASE WHEN EXISTS { MATCH (city)-[way]->(other) WHERE way.statement = tie.statement }
            THEN city.iri ELSE other.iri END AS subject,
       type(tie) AS relation,
       CASE WHEN EXISTS { MATCH (city)-[way]->(other) WHERE way.statement = tie.statement }
            THEN other.iri ELSE city.iri END AS object,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.asOf AS as_of,
       tie.statement AS statement
ORDER BY tie.sinceEarliest, statement
