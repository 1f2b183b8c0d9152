"""How right extraction is: facts held against what a person read in the same documents.

Precision, recall, F1 and dates by document and relation, with what was missed, what is wrong, and which claims
that a document does not make were taken for facts.
"""
