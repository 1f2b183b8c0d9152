// Foreign residents of $city ('': of any).
MATCH (a)-[tie:FOREIGN_RESIDENT_POPULATION]->(b:Count)
WHERE ($city = '' OR a.iri = $city)
RETURN a.iri AS town,
       b.value AS residents,
       tie.comparator AS comparator,
       tie.asOf AS as_of,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
