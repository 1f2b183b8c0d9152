"""Rules over masked sentences: from matches to drafts of facts, with their ends, status and place."""
