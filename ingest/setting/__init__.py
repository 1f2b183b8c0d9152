"""What a document is: the party that it speaks for, its date, title and language."""
