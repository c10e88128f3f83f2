"""Reading the corpus, the search and the graph over HTTP."""
