// Titles of $who, or the title $who ('': all), and who conferred them.
MATCH (a)-[tie:RECEIVED_TITLE]->(b)
WHERE ($who = '' OR a.iri = $who OR b.iri = $who)
OPTIONAL MATCH (b)-[j1:CONFERRED_BY]->(n1)
RETURN a.iri AS holder,
       b.iri AS title,
       n1.iri AS conferrer,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement,
       j1.statement AS conferrer_statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement, coalesce(conferrer_statement, '')
