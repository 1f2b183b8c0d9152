// With whom $event, or the editions of the series $event, was run ('': every event).
MATCH (occasion:Activity)-[tie]-(body)
WHERE type(tie) = 'ORGANIZED_BY' OR type(tie) = 'PARTICIPATED_IN'
OPTIONAL MATCH (occasion)-[edition:PART_OF_SERIES]->(cycle)
WHERE cycle.iri = $event
WITH occasion, tie, body, edition
WHERE $event = '' OR occasion.iri = $event OR edition.statement IS NOT NULL
RETURN occasion.iri AS conference,
       type(tie) AS relation,
       body.iri AS partner,
       tie.role AS part,
       tie.status AS status,
       tie.statement AS statement,
       edition.statement AS series_statement
ORDER BY conference, relation, statement, coalesce(series_statement, '')
