"""How things hang together: what surrounds one, paths between two, brokers, and the views that pictures draw."""
