"""Questions worth asking, each with its SPARQL, its Cypher and its words in two languages."""
