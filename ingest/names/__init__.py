"""Known names in running text: the gazetteer, where its names stand, and which of several namesakes each means."""
