"""What stands in the way of a PSP, and what helps: a typed graph with evidence on every edge."""
