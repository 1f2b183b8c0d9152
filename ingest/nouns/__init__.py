"""Everything a sentence may be about: names, figures, dates, events, words of the trade; and what they mean."""
