// Every fact that is so, values too. The library keeps those that the document states.
MATCH (subject)-[tie]->(object)
WHERE tie.statement IS NOT NULL
RETURN subject.iri AS subject,
       type(tie) AS relation,
       object.iri AS object,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY statement
