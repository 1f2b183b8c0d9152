"""Rows, records and entries of lists: what a field says by its column, its label or its place."""
