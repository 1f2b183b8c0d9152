// Facilities ($facility; '': all) with address, telephone, operator.
MATCH (a)-[tie:ADDRESS]->(b)
WHERE ($facility = '' OR a.iri = $facility)
OPTIONAL MATCH (a)-[j1:TELEPHONE]->(n1)
OPTIONAL MATCH (a)-[j2:OPERATED_BY]->(n2)
RETURN a.iri AS place,
       b.iri AS where,
       n1.value AS telephone,
       coalesce(n2.value, n2.iri) AS operator,
       tie.status AS status,
       tie.statement AS statement,
       j1.statement AS telephone_statement,
       j2.statement AS operator_statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement,
         coalesce(telephone_statement, ''), coalesce(operator_statement, '')
