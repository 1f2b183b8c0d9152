// The offices that $city runs abroad, with place, area and opening where a document states them.
MATCH (city:Entity {iri: $city})-[tie:HAS_OVERSEAS_OFFICE]->(branch)
OPTIONAL MATCH (branch)-[at:LOCATED_IN]->(seat)
OPTIONAL MATCH (branch)-[covers:COVERS_REGION]->(area)
OPTIONAL MATCH (branch)-[opening]->(day:Date)
WHERE type(opening) = 'ESTABLISHED_ON' OR type(opening) = 'OFFICE_OPENED_ON'
RETURN branch.iri AS office,
       seat.iri AS place,
       area.iri AS region,
       coalesce(tie.since, day.value) AS opened,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement,
       at.statement AS place_statement,
       covers.statement AS region_statement,
       opening.statement AS opened_statement
ORDER BY coalesce(tie.sinceEarliest, day.earliest, ''), office, statement, coalesce(place_statement, ''),
         coalesce(region_statement, ''), coalesce(opened_statement, '')
