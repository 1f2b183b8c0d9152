// What is funded by whom ($who at either end; '': all).
MATCH (a)-[tie:FUNDED_BY]->(b)
WHERE ($who = '' OR a.iri = $who OR b.iri = $who)
RETURN a.iri AS funded,
       b.iri AS funder,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
