"""Clean text over a document's own, its lines and blocks, masked sentences; spelling made comparable."""
