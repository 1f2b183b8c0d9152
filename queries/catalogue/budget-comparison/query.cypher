// Budget lines of $fiscal_year beside those of $compared, the greatest rise first.
MATCH (line)-[tie:BUDGET_AMOUNT]->(now:MoneyJPY)
MATCH (line)-[past:BUDGET_AMOUNT]->(before:MoneyJPY)
WHERE tie.fiscalYear = $fiscal_year AND past.fiscalYear = $compared
RETURN line.iri AS item,
       now.value AS amount,
       before.value AS amount_before,
       now.value - before.value AS change,
       tie.statement AS statement,
       past.statement AS before_statement
ORDER BY change DESC, statement, before_statement
