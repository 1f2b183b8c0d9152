// Amounts by source of revenue of $line ('': any) in $fiscal_year ('': any).
MATCH (a)-[tie:REVENUE_SOURCE_AMOUNT]->(b)
WHERE ($line = '' OR a.iri = $line) AND ($fiscal_year = '' OR tie.fiscalYear = $fiscal_year)
RETURN a.iri AS item,
       b.iri AS amount,
       tie.fiscalYear AS fiscal,
       tie.source AS source,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
