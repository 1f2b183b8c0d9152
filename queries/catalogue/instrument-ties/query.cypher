// How instruments hang together ($instrument; '': all).
MATCH (a)-[tie]->(b)
WHERE (type(tie) = 'BASED_ON' OR type(tie) = 'REPLACES' OR type(tie) = 'APPLIES_TO'
    OR type(tie) = 'CONCERNS')
  AND ($instrument = '' OR a.iri = $instrument OR b.iri = $instrument) AND (a:Instrument OR b:Instrument)
RETURN a.iri AS subject,
       type(tie) AS relation,
       b.iri AS object,
       tie.since AS since,
       tie.until AS until,
       tie.status AS status,
       tie.statement AS statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement
