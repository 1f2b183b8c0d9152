"""A graph on a Neo4j server, behind the same interface as the one in a file."""

from .server import Neo4jGraph

__all__ = ["Neo4jGraph"]
