"""From a document to statements: read, recognise, extract, resolve."""
