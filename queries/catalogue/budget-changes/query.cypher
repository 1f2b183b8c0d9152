// Printed changes of budget lines ($line; '': all) in $fiscal_year ('': any).
MATCH (a)-[tie:BUDGET_CHANGE]->(b)
WHERE ($line = '' OR a.iri = $line) AND ($fiscal_year = '' OR tie.fiscalYear = $fiscal_year)
RETURN a.iri AS item,
       b.iri AS change,
       tie.fiscalYear AS fiscal,
       tie.comparedWith AS compared,
       tie.reason AS reason,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
