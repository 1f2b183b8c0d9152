// What $one and $other are both tied to: cities, networks, events, agreements.
MATCH (one:Entity {iri: $one})-[tie]-(shared)
MATCH (other:Entity {iri: $other})-[also]-(shared)
WHERE (type(tie) = 'SISTER_CITY_OF' OR type(tie) = 'FRIENDSHIP_CITY_OF' OR type(tie) = 'PARTNER_CITY_OF'
    OR type(tie) = 'CITY_TIE_WITH' OR type(tie) = 'COOPERATES_WITH' OR type(tie) = 'MEMBER_OF'
    OR type(tie) = 'PARTICIPATED_IN' OR type(tie) = 'SIGNATORY_OF')
  AND (type(also) = 'SISTER_CITY_OF' OR type(also) = 'FRIENDSHIP_CITY_OF' OR type(also) = 'PARTNER_CITY_OF'
    OR type(also) = 'CITY_TIE_WITH' OR type(also) = 'COOPERATES_WITH' OR type(also) = 'MEMBER_OF'
    OR type(also) = 'PARTICIPATED_IN' OR type(also) = 'SIGNATORY_OF')
RETURN shared.iri AS both,
       type(tie) AS relation,
       type(also) AS other_relation,
       tie.since AS since,
       also.since AS other_since,
       tie.statement AS statement,
       also.statement AS other_statement
ORDER BY both, statement, other_statement
