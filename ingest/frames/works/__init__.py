"""Work abroad and help, programmes and sums."""
