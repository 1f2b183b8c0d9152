// What was done for $place or in it, and for what lies in it.
MATCH (a)-[tie]->(b)
WHERE type(tie) = 'PROVIDES_SUPPORT_TO' OR type(tie) = 'SUPPORTS' OR type(tie) = 'CONCERNS'
    OR type(tie) = 'IMPLEMENTED_IN' OR type(tie) = 'PROJECT_IN' OR type(tie) = 'APPLIES_TO'
    OR type(tie) = 'HELD_IN'
OPTIONAL MATCH (b)-[within:LOCATED_IN]->(around)
WHERE around.iri = $place
WITH a, tie, b, within
WHERE b.iri = $place OR within.statement IS NOT NULL
RETURN a.iri AS subject,
       type(tie) AS relation,
       b.iri AS object,
       tie.topic AS topic,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement,
       within.statement AS place_statement
ORDER BY relation, statement, coalesce(place_statement, '')
