"""Whose it is: sections, entries, sentences and clauses that are another party's."""
