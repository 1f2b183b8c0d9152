"""A sentence's dates: which of them began a tie, which is an anniversary's, and what arithmetic proves."""
