"""Every table of every room, gathered so that migrations see the whole schema."""

from api.storage import assessments, conversations, feedback, gaps, partners, switches, trainings
from api.storage.database import Base

__all__ = ["Base", "assessments", "conversations", "feedback", "gaps", "partners", "switches", "trainings"]
