// Organisations located in $city, or in a building (or a ward) that is located in it.
MATCH (organisation)-[tie]->(place)
WHERE (type(tie) = 'LOCATED_IN' OR type(tie) = 'TENANT_OF')
  AND (organisation:InternationalOrganization OR organisation:Office OR organisation:University)
OPTIONAL MATCH (place)-[inner:LOCATED_IN]->(area)
OPTIONAL MATCH (area)-[outer:LOCATED_IN]->(around)
WITH organisation, tie, place, inner, area, around
WHERE place.iri = $city OR area.iri = $city OR around.iri = $city
RETURN DISTINCT organisation.iri AS organisation,
       type(tie) AS relation,
       place.iri AS place,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement,
       CASE WHEN place.iri = $city THEN null ELSE inner.statement END AS place_statement
ORDER BY organisation, statement, coalesce(place_statement, '')
