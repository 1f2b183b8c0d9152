// Cases that $programme ('': any) turned into business.
MATCH (a)-[tie:COMMERCIALIZED_CASE_COUNT]->(b:Count)
WHERE ($programme = '' OR a.iri = $programme)
RETURN a.iri AS scheme,
       b.value AS cases,
       tie.country AS country,
       tie.scope AS scope,
       tie.asOf AS as_of,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
