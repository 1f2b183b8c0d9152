// Ties of $who ('': of anyone) whose start is not known.
MATCH (a)-[tie]->(b)
WHERE (type(tie) = 'SISTER_CITY_OF' OR type(tie) = 'FRIENDSHIP_CITY_OF' OR type(tie) = 'PARTNER_CITY_OF'
    OR type(tie) = 'CITY_TIE_WITH' OR type(tie) = 'AGREEMENT_WITH' OR type(tie) = 'JOINT_STATEMENT_WITH'
    OR type(tie) = 'SIGNATORY_OF' OR type(tie) = 'HAS_OVERSEAS_OFFICE' OR type(tie) = 'MEMBER_OF'
    OR type(tie) = 'HOLDS_ROLE' OR type(tie) = 'RECEIVED_TITLE')
  AND tie.since IS NULL AND ($who = '' OR a.iri = $who OR b.iri = $who)
RETURN a.iri AS subject,
       type(tie) AS relation,
       b.iri AS object,
       tie.asOf AS as_of,
       tie.status AS status,
       tie.statement AS statement
ORDER BY relation, statement
