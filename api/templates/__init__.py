"""Templates: forms that partners fill in, each field explained and backed by passages of the corpus."""
