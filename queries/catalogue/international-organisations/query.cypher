// Organisations located in $city, or in a building (or a ward) that is located in it.
MATCH (body)-[tie]->(seat)
WHERE (type(tie) = 'LOCATED_IN' OR type(tie) = 'TENANT_OF')
  AND (body:InternationalOrganization OR body:Office OR body:University)
OPTIONAL MATCH (seat)-[inner:LOCATED_IN]->(area)
OPTIONAL MATCH (area)-[outer:LOCATED_IN]->(around)
WITH body, tie, seat, inner, area, around
WHERE seat.iri = $city OR area.iri = $city OR around.iri = $city
RETURN DISTINCT body.iri AS organisation,
       type(tie) AS relation,
       seat.iri AS place,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement,
       CASE WHEN seat.iri = $city THEN null ELSE inner.statement END AS place_statement
ORDER BY organisation, statement, place_statement
