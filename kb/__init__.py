"""Text in, ranked passages out: reading the corpus, embedding it, indexing it and searching it."""
