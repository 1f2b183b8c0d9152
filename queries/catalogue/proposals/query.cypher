// Unsettled ties of $who ('': of anyone): a node of its own links both ends, because nothing is so yet.
MATCH (proposal:Proposal)-[from:PROPOSED_SUBJECT]->(a)
MATCH (proposal)-[to:PROPOSED_OBJECT]->(b)
WHERE $who = '' OR a.iri = $who OR b.iri = $who
RETURN a.iri AS subject,
       proposal.proposedRelation AS relation,
       b.iri AS object,
       proposal.since AS since,
       proposal.status AS status,
       proposal.statement AS statement
ORDER BY status, coalesce(proposal.sinceEarliest, ''), statement
