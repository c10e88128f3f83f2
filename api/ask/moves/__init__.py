"""What people say to an answer instead of asking anew: one small file a move, its phrasings as data.

The phrasings stand in `corpus/taxonomy/moves.yml`. A move never repeats the answer before; one that cannot be
carried out says why and offers two questions.
"""
