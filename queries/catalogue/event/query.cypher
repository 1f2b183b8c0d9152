// All that is said of $event.
MATCH (a)-[tie]->(b)
WHERE (type(tie) = 'HELD_ON' OR type(tie) = 'HELD_IN' OR type(tie) = 'ORGANIZED_BY'
    OR type(tie) = 'PARTICIPATED_IN' OR type(tie) = 'HOST_CITY_OF' OR type(tie) = 'HOSTED_EVENT'
    OR type(tie) = 'PART_OF_SERIES' OR type(tie) = 'PARTICIPANT_COUNT' OR type(tie) = 'PARTICIPANTS'
    OR type(tie) = 'EVENT_THEME' OR type(tie) = 'EVENT_OUTCOME' OR type(tie) = 'PROMOTES'
    OR type(tie) = 'CONCERNS' OR type(tie) = 'FUNDED_BY')
  AND (a.iri = $event OR b.iri = $event)
RETURN a.iri AS subject,
       type(tie) AS relation,
       b.iri AS object,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
