// Events that $city hosted or organised, or that were held in it.
MATCH (city:Entity {iri: $city})-[tie]-(occasion)
WHERE type(tie) = 'HOST_CITY_OF' OR type(tie) = 'HOSTED_EVENT' OR type(tie) = 'HELD_IN' OR type(tie) = 'ORGANIZED_BY'
OPTIONAL MATCH (occasion)-[holding:HELD_ON]->(day:Date)
OPTIONAL MATCH (occasion)-[edition:PART_OF_SERIES]->(cycle)
RETURN occasion.iri AS event,
       type(tie) AS relation,
       coalesce(day.value, tie.since) AS held,
       cycle.iri AS series,
       tie.statement AS statement,
       holding.statement AS held_statement,
       edition.statement AS series_statement
ORDER BY coalesce(day.earliest, tie.sinceEarliest, ''), event, statement, coalesce(held_statement, ''),
         coalesce(series_statement, '')
