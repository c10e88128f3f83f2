"""Answers composed by form from reviewed sentences: one small module a form."""
