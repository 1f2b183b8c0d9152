// Events that $city hosted or organised, or that were held in it.
MATCH (city:Entity {iri: $city})-[tie]-(event)
WHERE type(tie) = 'HOST_CITY_OF' OR type(tie) = 'HOSTED_EVENT' OR type(tie) = 'HELD_IN' OR type(tie) = 'ORGANIZED_BY'
OPTIONAL MATCH (event)-[holding:HELD_ON]->(day:Date)
OPTIONAL MATCH (event)-[edition:PART_OF_SERIES]->(series)
RETURN event.iri AS event,
       type(tie) AS relation,
       coalesce(day.value, tie.since) AS held,
       series.iri AS series,
       tie.statement AS statement,
       holding.statement AS held_statement,
       edition.statement AS series_statement
ORDER BY coalesce(day.earliest, tie.sinceEarliest, ''), event, statement, coalesce(held_statement, ''),
         coalesce(series_statement, '')
