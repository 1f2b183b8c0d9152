"""The explorer in the browser and the SPARQL endpoint: a thin front door to the library.

What it promises: it reads and never writes, but for the judgements of who was given the token to review; it asks no
other machine for anything; what it shows of documents and visitors is escaped text; no visitor's query can stop the
others from reading.
"""
