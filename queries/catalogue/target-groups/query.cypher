// For whom $programme ('': any) is.
MATCH (a)-[tie:TARGET_GROUP]->(b)
WHERE ($programme = '' OR a.iri = $programme)
RETURN a.iri AS activity,
       b.iri AS people,
       tie.asOf AS as_of,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
