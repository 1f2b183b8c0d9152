"""What people look at: diagrams from the graph."""
