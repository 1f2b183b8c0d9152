"""What can be said: the ontology, its SHACL shapes, and the few types every layer speaks."""
