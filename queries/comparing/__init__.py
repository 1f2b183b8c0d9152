"""What documents say against each other: changes, conflicts, and budgets with their sums."""
