// Host towns ($city; '': all) and the countries they are tied to ($guest, a country or the region of several; '': all).
MATCH (a)-[tie:HOST_TOWN_FOR]->(b)
WHERE ($city = '' OR a.iri = $city)
OPTIONAL MATCH (b)-[j1:LOCATED_IN]->(n1:Region)
WITH a, tie, b, j1, n1
WHERE ($guest = '' OR b.iri = $guest OR n1.iri = $guest)
RETURN a.iri AS town,
       b.iri AS country,
       n1.iri AS region,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement,
       j1.statement AS region_statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement, coalesce(region_statement, '')
