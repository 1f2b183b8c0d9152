"""Questions in someone's own words: what they name, and which question of the catalogue they ask."""
