// Ties of $body, whichever end it is.
MATCH (body:Entity {iri: $body})-[tie]-(other)
WHERE type(tie) = 'AGREEMENT_WITH' OR type(tie) = 'JOINT_STATEMENT_WITH' OR type(tie) = 'SIGNATORY_OF'
   OR type(tie) = 'COOPERATES_WITH' OR type(tie) = 'ORGANIZED_BY' OR type(tie) = 'PARTICIPATED_IN'
   OR type(tie) = 'MEMBER_OF' OR type(tie) = 'FUNDED_BY' OR type(tie) = 'CONFERRED_BY'
   OR type(tie) = 'FOUNDED_BY' OR type(tie) = 'LOCATED_IN' OR type(tie) = 'TENANT_OF'
   OR type(tie) = 'PART_OF' OR type(tie) = 'PROVIDES_SUPPORT_TO' OR type(tie) = 'SUPPORTS'
RETURN CASE WHEN EXISTS { MATCH (body)-[way]->(other) WHERE way.statement = tie.statement }
            THEN body.iri ELSE other.iri END AS subject,
       type(tie) AS relation,
       CASE WHEN EXISTS { MATCH (body)-[way]->(other) WHERE way.statement = tie.statement }
            THEN other.iri ELSE body.iri END AS object,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
