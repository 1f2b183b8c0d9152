"""Ties and exchange between cities, their anniversaries, and since when they are."""
