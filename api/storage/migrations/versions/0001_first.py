"""The first schema: conversations, feedback, assessments, trainings, partners and switches.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

from api.storage.database import UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "assessments",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("questionnaire_id", sa.String(length=80), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("stage", sa.String(length=80), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.Column("used", UtcDateTime(), nullable=False),
        sa.Column("earlier_id", sa.String(length=40), nullable=True),
        sa.Column("benchmark_member", sa.String(length=40), nullable=True),
        sa.Column("consensus", sa.JSON(), nullable=False),
        sa.Column("consensus_revision", sa.Integer(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("plan_revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_assessments_benchmark_member"), "assessments", ["benchmark_member"], unique=False
    )
    op.create_index(op.f("ix_assessments_used"), "assessments", ["used"], unique=False)
    op.create_table(
        "benchmark_figures",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("questionnaire_id", sa.String(length=80), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("group_name", sa.String(length=80), nullable=False),
        sa.Column("dimension", sa.String(length=80), nullable=False),
        sa.Column("members", sa.JSON(), nullable=False),
        sa.Column("mean", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index(
        op.f("ix_benchmark_figures_questionnaire_id"), "benchmark_figures", ["questionnaire_id"], unique=False
    )
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("used", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_conversations_used"), "conversations", ["used"], unique=False)
    op.create_table(
        "feedback",
        sa.Column("ask_id", sa.String(length=40), nullable=False),
        sa.Column("given", UtcDateTime(), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=True),
        sa.Column("corpus_version", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("ask_id"),
    )
    op.create_index(op.f("ix_feedback_given"), "feedback", ["given"], unique=False)
    op.create_table(
        "partners",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("origins", sa.JSON(), nullable=False),
        sa.Column("theme", sa.JSON(), nullable=False),
        sa.Column("limits", sa.JSON(), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.Column("changed", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "switches",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("changed", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "training_series",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("made", UtcDateTime(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_training_series_made"), "training_series", ["made"], unique=False)
    op.create_table(
        "trainings",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("made", UtcDateTime(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_trainings_made"), "trainings", ["made"], unique=False)
    op.create_table(
        "partner_keys",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("partner_id", sa.String(length=40), nullable=False),
        sa.Column("key_hash", sa.String(length=200), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.Column("expires", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["partner_id"], ["partners.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_partner_keys_partner_id"), "partner_keys", ["partner_id"], unique=False)
    op.create_table(
        "partner_use",
        sa.Column("partner_id", sa.String(length=40), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("door", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["partner_id"], ["partners.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("partner_id", "day", "door", "outcome"),
    )
    op.create_table(
        "respondents",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("assessment_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sector", sa.String(length=20), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessments.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("respondents_in_order", "respondents", ["assessment_id", "number"], unique=True)
    op.create_table(
        "turns",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("asked", UtcDateTime(), nullable=False),
        sa.Column("reply", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("turns_in_order", "turns", ["conversation_id", "number"], unique=True)
    op.create_table(
        "answers",
        sa.Column("respondent_id", sa.String(length=40), nullable=False),
        sa.Column("question_id", sa.String(length=80), nullable=False),
        sa.Column("option", sa.String(length=80), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["respondent_id"], ["respondents.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("respondent_id", "question_id"),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("answers")
    op.drop_index("turns_in_order", table_name="turns")
    op.drop_table("turns")
    op.drop_index("respondents_in_order", table_name="respondents")
    op.drop_table("respondents")
    op.drop_table("partner_use")
    op.drop_index(op.f("ix_partner_keys_partner_id"), table_name="partner_keys")
    op.drop_table("partner_keys")
    op.drop_index(op.f("ix_trainings_made"), table_name="trainings")
    op.drop_table("trainings")
    op.drop_index(op.f("ix_training_series_made"), table_name="training_series")
    op.drop_table("training_series")
    op.drop_table("switches")
    op.drop_table("partners")
    op.drop_index(op.f("ix_feedback_given"), table_name="feedback")
    op.drop_table("feedback")
    op.drop_index(op.f("ix_conversations_used"), table_name="conversations")
    op.drop_table("conversations")
    op.drop_index(op.f("ix_benchmark_figures_questionnaire_id"), table_name="benchmark_figures")
    op.drop_table("benchmark_figures")
    op.drop_index(op.f("ix_assessments_used"), table_name="assessments")
    op.drop_index(op.f("ix_assessments_benchmark_member"), table_name="assessments")
    op.drop_table("assessments")
