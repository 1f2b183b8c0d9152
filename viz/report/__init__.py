"""What came of reading documents, for people: what was found and what was left out, as page, text or JSON."""
