"""How good the answers are: each stage alone and the whole, with intervals, settings and failures."""
