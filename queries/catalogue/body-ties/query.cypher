// Ties of $body, whichever end it is.
MATCH (a)-[tie]->(b)
WHERE (type(tie) = 'AGREEMENT_WITH' OR type(tie) = 'JOINT_STATEMENT_WITH' OR type(tie) = 'SIGNATORY_OF'
    OR type(tie) = 'COOPERATES_WITH' OR type(tie) = 'ORGANIZED_BY' OR type(tie) = 'PARTICIPATED_IN'
    OR type(tie) = 'MEMBER_OF' OR type(tie) = 'FUNDED_BY' OR type(tie) = 'CONFERRED_BY'
    OR type(tie) = 'FOUNDED_BY' OR type(tie) = 'LOCATED_IN' OR type(tie) = 'TENANT_OF'
    OR type(tie) = 'PART_OF' OR type(tie) = 'PROVIDES_SUPPORT_TO' OR type(tie) = 'SUPPORTS')
  AND (a.iri = $body OR b.iri = $body)
RETURN a.iri AS subject,
       type(tie) AS relation,
       b.iri AS object,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
