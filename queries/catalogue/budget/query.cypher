// Amounts of budget lines ($line; '': all) of $fiscal_year ('': any).
MATCH (a)-[tie:BUDGET_AMOUNT]->(b)
WHERE ($line = '' OR a.iri = $line) AND ($fiscal_year = '' OR tie.fiscalYear = $fiscal_year)
RETURN a.iri AS item,
       b.iri AS amount,
       tie.fiscalYear AS fiscal,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.fiscalYear, ''), statement
