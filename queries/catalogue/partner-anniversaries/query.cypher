// The starts of the ties between $city and other cities. The library counts the years.
MATCH (a)-[tie]->(b)
WHERE (type(tie) = 'SISTER_CITY_OF' OR type(tie) = 'FRIENDSHIP_CITY_OF' OR type(tie) = 'PARTNER_CITY_OF'
    OR type(tie) = 'CITY_TIE_WITH')
  AND (a.iri = $city OR b.iri = $city) AND tie.sinceEarliest IS NOT NULL
RETURN a.iri AS subject,
       type(tie) AS relation,
       b.iri AS object,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.asOf AS as_of,
       tie.statement AS statement
ORDER BY tie.sinceEarliest, statement
