"""What waits for a person, and what a person decides: facts, merges, splits, entries by hand."""
