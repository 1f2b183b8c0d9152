"""Anniversaries: what turns how old in a window of time, as calendars and planning sheets."""
