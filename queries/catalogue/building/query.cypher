// What is in $building, where it is, who runs it.
MATCH (a)-[tie]->(b)
WHERE (type(tie) = 'LOCATED_IN' OR type(tie) = 'TENANT_OF' OR type(tie) = 'HOSTS_ORGANIZATION'
    OR type(tie) = 'OPERATED_BY' OR type(tie) = 'ADDRESS' OR type(tie) = 'PART_OF')
  AND (a.iri = $building OR b.iri = $building)
RETURN a.iri AS subject,
       type(tie) AS relation,
       b.iri AS object,
       tie.floor AS floor,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
