"""A question in, a short cited answer or an honest abstention out."""
