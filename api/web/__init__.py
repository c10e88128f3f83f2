"""The pages, rendered on the server; script only makes them quicker."""
