"""The graph as tools for an assistant, by the Model Context Protocol: a thin front door to the library, read-only."""
