// Agreements that concern $about, one row a signatory.
MATCH (a:Agreement)-[tie:CONCERNS]->(b)
WHERE b.iri = $about
OPTIONAL MATCH (a)<-[j1:SIGNATORY_OF]-(n1)
OPTIONAL MATCH (a)-[j2:SIGNED_ON]->(n2:Date)
RETURN a.iri AS agreement,
       b.iri AS subject,
       n1.iri AS signatory,
       n2.value AS signed,
       tie.status AS status,
       tie.statement AS statement,
       j1.statement AS signatory_statement,
       j2.statement AS signed_statement
ORDER BY coalesce(tie.sinceEarliest, ''), statement,
         coalesce(signatory_statement, ''), coalesce(signed_statement, '')
