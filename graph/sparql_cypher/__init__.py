"""SPARQL over Neo4j: compiled to Cypher where that is certified to mean the same, else answered from a slice."""

from ..home import Explanation
from .dataset import Dataset, parsed
from .door import Door, Source
from .values import NotCompiled

__all__ = ["Dataset", "Door", "Explanation", "NotCompiled", "Source", "parsed"]
