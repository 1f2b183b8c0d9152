// What was done for $place or in it, and for what lies in it.
MATCH (a)-[tie]->(b)
WHERE type(tie) = 'PROVIDES_SUPPORT_TO' OR type(tie) = 'SUPPORTS' OR type(tie) = 'CONCERNS'
    OR type(tie) = 'IMPLEMENTED_IN' OR type(tie) = 'PROJECT_IN' OR type(tie) = 'APPLIES_TO'
    OR type(tie) = 'HELD_IN' OR type(tie) = 'PART_OF'
// What lies in it, or in a city of it; and what is part of a programme that concerns it.
OPTIONAL MATCH (b)-[within:LOCATED_IN]->(around)
WHERE around.iri = $place
OPTIONAL MATCH (b)-[far:LOCATED_IN]->(town)-[beyond:LOCATED_IN]->(land)
WHERE land.iri = $place
OPTIONAL MATCH (b)-[about:CONCERNS]->(ground)
WHERE ground.iri = $place
WITH a, tie, b, within, far, about
WHERE (type(tie) = 'PART_OF' AND about.statement IS NOT NULL)
   OR (type(tie) <> 'PART_OF'
       AND (b.iri = $place OR within.statement IS NOT NULL OR far.statement IS NOT NULL))
WITH DISTINCT a, tie, b,
     CASE WHEN type(tie) = 'PART_OF' THEN about.statement
          ELSE coalesce(within.statement, far.statement) END AS reached
RETURN a.iri AS subject,
       type(tie) AS relation,
       b.iri AS object,
       tie.topic AS topic,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement,
       reached AS place_statement
ORDER BY relation, statement, coalesce(place_statement, '')
