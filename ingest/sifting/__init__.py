"""Which drafts stay, and of which kind: what a sentence, a list or a document says against them or more exactly."""
