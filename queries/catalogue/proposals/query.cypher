// Unsettled ties of $who ('': of anyone): a node of its own links both ends, because nothing is so yet.
MATCH (proposal:Proposal)-[from:PROPOSED_SUBJECT]->(subject)
MATCH (proposal)-[to:PROPOSED_OBJECT]->(object)
WHERE $who = '' OR subject.iri = $who OR object.iri = $who
RETURN subject.iri AS subject,
       proposal.proposedRelation AS relation,
       object.iri AS object,
       proposal.since AS since,
       proposal.status AS status,
       proposal.statement AS statement
ORDER BY status, coalesce(proposal.sinceEarliest, ''), statement
