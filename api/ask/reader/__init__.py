"""An LLM as a reader, not a writer: it gets a question and numbered sentences, and chooses among them."""
