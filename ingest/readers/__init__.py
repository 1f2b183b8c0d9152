"""Readers: from a file in one of the formats that documents come in to canonical text, one module a format."""
