// Participants of $event ('': of every event), the most first.
MATCH (a)-[tie:PARTICIPANT_COUNT]->(b:Count)
WHERE ($event = '' OR a.iri = $event)
RETURN a.iri AS occasion,
       b.value AS visitors,
       tie.status AS status,
       tie.statement AS statement
ORDER BY visitors DESC, statement
