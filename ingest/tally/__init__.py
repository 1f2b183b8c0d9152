"""What one place of a document tells of another: dates and years carried, filled in and reckoned over the whole."""
