// Agreements of $party ('': of anyone) and of $other, one row a signatory and subject, with the date of signature.
MATCH (paper:Agreement)
OPTIONAL MATCH (wanted)-[own:SIGNATORY_OF]->(paper)
WHERE wanted.iri = $party
OPTIONAL MATCH (second)-[joint:SIGNATORY_OF]->(paper)
WHERE second.iri = $other
OPTIONAL MATCH (signer)-[tie:SIGNATORY_OF]->(paper)
OPTIONAL MATCH (paper)-[signing:SIGNED_ON]->(day:Date)
OPTIONAL MATCH (paper)-[about:CONCERNS]->(topic)
WITH paper, own, joint, signer, tie, day, signing, topic, about
WHERE ($party = '' OR own.statement IS NOT NULL)
  AND ($other = '' OR joint.statement IS NOT NULL)
  AND (tie.statement IS NOT NULL OR signing.statement IS NOT NULL OR about.statement IS NOT NULL)
RETURN paper.iri AS agreement,
       signer.iri AS signatory,
       coalesce(day.value, tie.since) AS signed,
       topic.iri AS subject,
       tie.statement AS statement,
       signing.statement AS signed_statement,
       about.statement AS subject_statement
ORDER BY coalesce(day.earliest, tie.sinceEarliest, ''), agreement, coalesce(statement, ''),
         coalesce(signed_statement, ''), coalesce(subject_statement, '')
