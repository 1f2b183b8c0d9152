// Support for $place, and for what lies in it: one step from the place, or two by way of what lies there.
MATCH (place:Entity {iri: $place})<-[near]-(x)
WHERE type(near) = 'PROVIDES_SUPPORT_TO' OR type(near) = 'SUPPORTS' OR type(near) = 'LOCATED_IN'
OPTIONAL MATCH (x)<-[far]-(y)
WHERE type(far) = 'PROVIDES_SUPPORT_TO' OR type(far) = 'SUPPORTS'
WITH place, near, x, far, y, CASE WHEN type(near) = 'LOCATED_IN' THEN 'within' ELSE 'itself' END AS where
WHERE where = 'itself' OR far.statement IS NOT NULL
WITH DISTINCT
       CASE WHEN where = 'itself' THEN x.iri ELSE y.iri END AS giver,
       CASE WHEN where = 'itself' THEN type(near) ELSE type(far) END AS relation,
       CASE WHEN where = 'itself' THEN place.iri ELSE x.iri END AS object,
       CASE WHEN where = 'itself' THEN near.topic ELSE far.topic END AS topic,
       CASE WHEN where = 'itself' THEN near.since ELSE far.since END AS since,
       CASE WHEN where = 'itself' THEN near.until ELSE far.until END AS until,
       CASE WHEN where = 'itself' THEN near.status ELSE far.status END AS status,
       CASE WHEN where = 'itself' THEN near.statement ELSE far.statement END AS statement,
       CASE WHEN where = 'itself' THEN null ELSE near.statement END AS place_statement
RETURN giver AS giver,
       relation AS relation,
       object AS object,
       topic AS topic,
       since AS since,
       until AS until,
       status AS status,
       statement AS statement,
       place_statement AS place_statement
ORDER BY relation, statement, coalesce(place_statement, '')
