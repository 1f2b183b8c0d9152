// Every fact about $who.
MATCH (who:Entity {iri: $who})-[tie]-(other)
WHERE tie.statement IS NOT NULL
RETURN CASE WHEN EXISTS { MATCH (who)-[way]->(other) WHERE way.statement = tie.statement }
            THEN who.iri ELSE other.iri END AS subject,
       type(tie) AS relation,
       CASE WHEN EXISTS { MATCH (who)-[way]->(other) WHERE way.statement = tie.statement }
            THEN other.iri ELSE who.iri END AS object,
       tie.sources AS documents,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
