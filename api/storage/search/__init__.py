"""Passages and vectors in PostgreSQL: filled from an index folder, searched by any number of processes."""
