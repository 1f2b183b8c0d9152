"""Where bodies, offices and houses are, and since when: founded, opened, seated."""
