// Anniversaries of ties that a document states, of $city ('': of anyone).
MATCH (a)-[tie:TIE_ANNIVERSARY_WITH]->(b)
WHERE ($city = '' OR a.iri = $city OR b.iri = $city)
RETURN a.iri AS one,
       b.iri AS other,
       tie.ordinal AS ordinal,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
