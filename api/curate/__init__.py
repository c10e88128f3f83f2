"""Keeping the corpus: new documents, drafts from files, and what a change does to answers."""
