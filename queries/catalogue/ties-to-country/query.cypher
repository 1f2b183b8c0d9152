// Ties of $country and of its cities. From an office, project, agreement or event one step further.
MATCH (country:Entity {iri: $country})
MATCH (near)
WHERE near.iri = $country OR (near:City AND near.countryCode = country.countryCode)
MATCH (near)-[tie]-(other)
WHERE tie.statement IS NOT NULL AND NOT other:Value AND (near.iri = $country OR other.iri <> $country)
OPTIONAL MATCH (other)-[more]-(further)
WHERE (other:Office OR other:Project OR other:Programme OR other:Agreement OR other:Event)
  AND more.statement IS NOT NULL AND NOT further:Value AND further.iri <> near.iri
RETURN near.iri AS near,
       type(tie) AS relation,
       other.iri AS other,
       type(more) AS further_relation,
       further.iri AS further,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement,
       more.statement AS further_statement
ORDER BY near, statement, other, coalesce(further_statement, ''), coalesce(further.iri, '')
