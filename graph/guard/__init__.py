"""The written subset of Cypher that the embedded engine may run: its grammar, its rules, its certain wording."""
