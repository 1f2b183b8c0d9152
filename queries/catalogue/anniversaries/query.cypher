// Everything with a start that one celebrates. The library counts the years.
MATCH (a)-[tie]->(b)
WHERE (b.earliest IS NOT NULL OR tie.sinceEarliest IS NOT NULL)
  AND (type(tie) = 'SISTER_CITY_OF' OR type(tie) = 'FRIENDSHIP_CITY_OF' OR type(tie) = 'PARTNER_CITY_OF'
    OR type(tie) = 'CITY_TIE_WITH' OR type(tie) = 'AGREEMENT_WITH' OR type(tie) = 'JOINT_STATEMENT_WITH'
    OR type(tie) = 'COOPERATES_WITH' OR type(tie) = 'HAS_OVERSEAS_OFFICE' OR type(tie) = 'MEMBER_OF'
    OR type(tie) = 'HOLDS_ROLE' OR type(tie) = 'RECEIVED_TITLE' OR type(tie) = 'SIGNATORY_OF'
    OR type(tie) = 'ESTABLISHED_ON' OR type(tie) = 'FOUNDED_ON' OR type(tie) = 'OFFICE_OPENED_ON'
    OR type(tie) = 'SIGNED_ON' OR type(tie) = 'REVISED_ON'
    OR ((type(tie) = 'HELD_ON' OR type(tie) = 'EVENT_HELD_ON') AND EXISTS { MATCH (a)-[s:PART_OF_SERIES]->(c) }))
RETURN a.iri AS subject,
       type(tie) AS relation,
       b.iri AS object,
       coalesce(b.value, tie.since) AS since,
       tie.until AS until,
       tie.status AS status,
       tie.asOf AS as_of,
       tie.statement AS statement
ORDER BY coalesce(b.earliest, tie.sinceEarliest), statement
