"""Trainings: a timed plan, hand-outs and slides out of the activities, topics and cases of the corpus."""
