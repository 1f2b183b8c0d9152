// Facts that tie $one and $other directly, in either direction.
MATCH (one:Entity {iri: $one})-[tie]-(other:Entity {iri: $other})
WHERE tie.statement IS NOT NULL
RETURN CASE WHEN EXISTS { MATCH (one)-[way]->(other) WHERE way.statement = tie.statement }
            THEN one.iri ELSE other.iri END AS subject,
       type(tie) AS relation,
       CASE WHEN EXISTS { MATCH (one)-[way]->(other) WHERE way.statement = tie.statement }
            THEN other.iri ELSE one.iri END AS object,
       tie.sources AS documents,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
