"""enishi (縁): the knowledge graph of a city's international ties.

The five folders at the root of the repository are subpackages: ``enishi.ontology`` (what can be said),
``enishi.ingest`` (from a document to statements), ``enishi.graph`` (where statements live),
``enishi.queries`` (questions worth asking) and ``enishi.viz`` (what people look at).
"""

__version__ = "0.1.0"
