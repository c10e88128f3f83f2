"""Self-assessment: each partner answers alone, the differences are the finding, a plan comes out."""
