// Every tie between two things that is so. The library finds the paths in it.
MATCH (subject)-[tie]->(object)
WHERE tie.statement IS NOT NULL AND NOT object:Value
RETURN subject.iri AS subject,
       type(tie) AS relation,
       object.iri AS object,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY statement
