"""What every page stands in: templates, static files, problems, marked sentences."""
