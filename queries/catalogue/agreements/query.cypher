// Agreements of $party ('': of anyone), one row a signatory and subject, with the date of signature.
MATCH (agreement:Agreement)
OPTIONAL MATCH (wanted)-[own:SIGNATORY_OF]->(agreement)
WHERE wanted.iri = $party
OPTIONAL MATCH (signatory)-[tie:SIGNATORY_OF]->(agreement)
OPTIONAL MATCH (agreement)-[signing:SIGNED_ON]->(day:Date)
OPTIONAL MATCH (agreement)-[about:CONCERNS]->(subject)
WITH agreement, own, signatory, tie, day, signing, subject, about
WHERE ($party = '' OR own.statement IS NOT NULL)
  AND (tie.statement IS NOT NULL OR signing.statement IS NOT NULL OR about.statement IS NOT NULL)
RETURN agreement.iri AS agreement,
       signatory.iri AS signatory,
       coalesce(day.value, tie.since) AS signed,
       subject.iri AS subject,
       tie.statement AS statement,
       signing.statement AS signed_statement,
       about.statement AS subject_statement
ORDER BY coalesce(day.earliest, tie.sinceEarliest, ''), agreement, coalesce(statement, ''),
         coalesce(signed_statement, ''), coalesce(subject_statement, '')
