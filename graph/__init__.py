"""Where statements live: one interface, an embedded file or a server behind it; SPARQL and Cypher."""
