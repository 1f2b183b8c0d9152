// What $who runs, and who runs $who.
MATCH (a)-[tie:OPERATED_BY]->(b)
WHERE (a.iri = $who OR b.iri = $who)
RETURN a.iri AS service,
       b.iri AS operator,
       tie.asOf AS as_of,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
