// Ties of $who ('': of anyone) that have ended.
MATCH (a)-[tie]->(b)
WHERE (type(tie) = 'HOLDS_ROLE' OR type(tie) = 'MEMBER_OF' OR type(tie) = 'HAS_OVERSEAS_OFFICE'
    OR type(tie) = 'SIGNATORY_OF' OR type(tie) = 'COOPERATES_WITH' OR type(tie) = 'LOCATED_IN'
    OR type(tie) = 'TENANT_OF' OR type(tie) = 'OPERATED_BY' OR type(tie) = 'IMPLEMENTED_IN'
    OR type(tie) = 'SISTER_CITY_OF' OR type(tie) = 'FRIENDSHIP_CITY_OF' OR type(tie) = 'PARTNER_CITY_OF'
    OR type(tie) = 'CITY_TIE_WITH')
  AND (tie.status = 'ended' OR tie.until IS NOT NULL) AND ($who = '' OR a.iri = $who OR b.iri = $who)
RETURN a.iri AS subject,
       type(tie) AS relation,
       b.iri AS object,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
