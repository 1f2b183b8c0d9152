// Figures of $who ('': of anything).
MATCH (a)-[tie]->(b)
WHERE (type(tie) = 'STATISTIC' OR type(tie) = 'MEMBER_COUNT' OR type(tie) = 'PARTICIPANT_COUNT'
    OR type(tie) = 'FOREIGN_RESIDENT_POPULATION' OR type(tie) = 'COMMERCIALIZED_CASE_COUNT')
  AND ($who = '' OR a.iri = $who)
RETURN a.iri AS subject,
       type(tie) AS relation,
       b.iri AS figure,
       tie.measure AS measure,
       tie.unit AS unit,
       tie.asOf AS as_of,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
