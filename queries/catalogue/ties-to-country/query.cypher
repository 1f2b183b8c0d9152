// Ties of $country and of its cities. From an office, project, agreement or event on to whose it is.
// The country is settled first, so that a server looks its cities up by their code.
MATCH (country:Entity {iri: $country})
WITH DISTINCT country
MATCH (home)
WHERE (home.iri = $country OR home.countryCode = country.countryCode) AND (home:City OR home.iri = $country)
MATCH (home)-[tie]-(far)
WHERE tie.statement IS NOT NULL AND NOT far:Value AND (home.iri = $country OR far.iri <> $country)
OPTIONAL MATCH (far)-[more]-(beyond)
WHERE (far:Office OR far:Activity OR far:Agreement)
  AND (type(more) = 'HAS_OVERSEAS_OFFICE' OR type(more) = 'CARRIED_OUT_BY' OR type(more) = 'SIGNATORY_OF'
    OR type(more) = 'ORGANIZED_BY' OR type(more) = 'HOST_CITY_OF' OR type(more) = 'HOSTED_EVENT')
RETURN DISTINCT home.iri AS near,
       type(tie) AS relation,
       far.iri AS other,
       CASE WHEN beyond.iri = home.iri THEN null ELSE type(more) END AS further_relation,
       CASE WHEN beyond.iri = home.iri THEN null ELSE beyond.iri END AS further,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement,
       CASE WHEN beyond.iri = home.iri THEN null ELSE more.statement END AS further_statement
ORDER BY near, statement, other, further_statement, further
