// Organisations located in $city, or in a building (or a ward) that is located in it. Everything begins at the city:
// what is there itself, what is in a place there, what is in a place of an area there.
UNWIND ['itself', 'within', 'beyond'] AS where
MATCH (city:Entity {iri: $city})<-[near]-(x)
WHERE type(near) = 'LOCATED_IN' OR type(near) = 'TENANT_OF'
OPTIONAL MATCH (x)<-[far]-(y)
WHERE type(far) = 'LOCATED_IN' OR type(far) = 'TENANT_OF'
OPTIONAL MATCH (y)<-[last]-(z)
WHERE type(last) = 'LOCATED_IN' OR type(last) = 'TENANT_OF'
WITH where, city, near, x, far, y, last, z
WHERE (where = 'itself' AND (x:InternationalOrganization OR x:Office OR x:University))
   OR (where = 'within' AND type(near) = 'LOCATED_IN' AND x.iri <> $city
       AND (y:InternationalOrganization OR y:Office OR y:University))
   OR (where = 'beyond' AND type(near) = 'LOCATED_IN' AND type(far) = 'LOCATED_IN' AND y.iri <> $city
       AND (z:InternationalOrganization OR z:Office OR z:University))
WITH DISTINCT
       CASE where WHEN 'itself' THEN x.iri WHEN 'within' THEN y.iri ELSE z.iri END AS organisation,
       CASE where WHEN 'itself' THEN type(near) WHEN 'within' THEN type(far) ELSE type(last) END AS relation,
       CASE where WHEN 'itself' THEN city.iri WHEN 'within' THEN x.iri ELSE y.iri END AS place,
       CASE where WHEN 'itself' THEN near.since WHEN 'within' THEN far.since ELSE last.since END AS since,
       CASE where WHEN 'itself' THEN near.until WHEN 'within' THEN far.until ELSE last.until END AS until,
       CASE where WHEN 'itself' THEN near.status WHEN 'within' THEN far.status ELSE last.status END AS status,
       CASE where WHEN 'itself' THEN near.statement WHEN 'within' THEN far.statement
                  ELSE last.statement END AS statement,
       CASE where WHEN 'itself' THEN null WHEN 'within' THEN near.statement ELSE far.statement END AS place_statement
RETURN organisation AS organisation,
       relation AS relation,
       place AS place,
       since AS since,
       until AS until,
       status AS status,
       statement AS statement,
       place_statement AS place_statement
ORDER BY organisation, statement, place_statement
