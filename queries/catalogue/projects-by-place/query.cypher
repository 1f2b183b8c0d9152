// How many projects each place has, the most first; the source shown is the first of them.
MATCH (project)-[tie:IMPLEMENTED_IN]->(site)
RETURN site.iri AS place,
       count(DISTINCT project.iri) AS projects,
       min(tie.statement) AS statement
ORDER BY projects DESC, place, statement
