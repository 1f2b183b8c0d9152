"""Agreements: who signed what with whom, and when."""
