// Foreign residents of $city ('': of any), as of $fiscal_year and $compared (both '': of any time).
MATCH (a)-[tie:FOREIGN_RESIDENT_POPULATION]->(b:Count)
WHERE ($city = '' OR a.iri = $city)
  AND (($fiscal_year = '' AND $compared = '') OR tie.asOf = $fiscal_year OR tie.asOf = $compared)
RETURN a.iri AS town,
       b.value AS residents,
       tie.comparator AS comparator,
       tie.asOf AS as_of,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
