"""Self-assessment: each member answers alone, the differences are the finding, a plan comes out."""
