// What was done for $place or in it, and for what lies in it. Everything begins at the place, one step or more away:
// at the place itself, at what lies within it, at what lies in a city of it, at what is part of a programme about it.
UNWIND ['itself', 'within', 'beyond', 'programme'] AS where
MATCH (place:Entity {iri: $place})<-[near]-(x)
WHERE type(near) = 'PROVIDES_SUPPORT_TO' OR type(near) = 'SUPPORTS' OR type(near) = 'CONCERNS' OR type(near) = 'IMPLEMENTED_IN'
   OR type(near) = 'PROJECT_IN' OR type(near) = 'APPLIES_TO' OR type(near) = 'HELD_IN' OR type(near) = 'LOCATED_IN'
OPTIONAL MATCH (x)<-[far]-(y)
WHERE type(far) = 'PROVIDES_SUPPORT_TO' OR type(far) = 'SUPPORTS' OR type(far) = 'CONCERNS' OR type(far) = 'IMPLEMENTED_IN'
   OR type(far) = 'PROJECT_IN' OR type(far) = 'APPLIES_TO' OR type(far) = 'HELD_IN' OR type(far) = 'LOCATED_IN'
   OR type(far) = 'PART_OF'
OPTIONAL MATCH (y)<-[last]-(z)
WHERE type(last) = 'PROVIDES_SUPPORT_TO' OR type(last) = 'SUPPORTS' OR type(last) = 'CONCERNS' OR type(last) = 'IMPLEMENTED_IN'
   OR type(last) = 'PROJECT_IN' OR type(last) = 'APPLIES_TO' OR type(last) = 'HELD_IN'
OPTIONAL MATCH (y)-[short:LOCATED_IN]->(place)
WITH where, place, near, x, far, y, last, z, short
WHERE (where = 'itself' AND type(near) <> 'LOCATED_IN')
   OR (where = 'within' AND type(near) = 'LOCATED_IN' AND type(far) <> 'LOCATED_IN' AND type(far) <> 'PART_OF')
   OR (where = 'beyond' AND type(near) = 'LOCATED_IN' AND type(far) = 'LOCATED_IN'
       AND last.statement IS NOT NULL AND short.statement IS NULL)
   OR (where = 'programme' AND type(near) = 'CONCERNS' AND type(far) = 'PART_OF')
WITH DISTINCT
       CASE where WHEN 'itself' THEN x.iri WHEN 'beyond' THEN z.iri ELSE y.iri END AS subject,
       CASE where WHEN 'itself' THEN type(near) WHEN 'beyond' THEN type(last) ELSE type(far) END AS relation,
       CASE where WHEN 'itself' THEN place.iri WHEN 'beyond' THEN y.iri ELSE x.iri END AS object,
       CASE where WHEN 'itself' THEN near.topic WHEN 'beyond' THEN last.topic ELSE far.topic END AS topic,
       CASE where WHEN 'itself' THEN near.since WHEN 'beyond' THEN last.since ELSE far.since END AS since,
       CASE where WHEN 'itself' THEN near.until WHEN 'beyond' THEN last.until ELSE far.until END AS until,
       CASE where WHEN 'itself' THEN near.status WHEN 'beyond' THEN last.status ELSE far.status END AS status,
       CASE where WHEN 'itself' THEN near.statement WHEN 'beyond' THEN last.statement
                  ELSE far.statement END AS statement,
       CASE where WHEN 'itself' THEN null WHEN 'beyond' THEN far.statement ELSE near.statement END AS place_statement
RETURN subject AS subject,
       relation AS relation,
       object AS object,
       topic AS topic,
       since AS since,
       until AS until,
       status AS status,
       statement AS statement,
       place_statement AS place_statement
ORDER BY relation, statement, coalesce(place_statement, '')
