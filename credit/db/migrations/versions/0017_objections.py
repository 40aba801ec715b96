"""Objections to records"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "objections",
        sa.Column("case_id", sa.String(length=26), nullable=False),
        sa.Column("subject_key", sa.String(length=26), nullable=False),
        sa.Column("record_id", sa.String(length=26), nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("marks", sa.Boolean(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_objections_case_id")),
        sa.ForeignKeyConstraint(["subject_key"], ["subjects.key"], name=op.f("fk_objections_subject_key")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_objections")),
    )
    op.create_index("ix_objections_record", "objections", ["record_id", "open"], unique=False)
    op.create_index("ix_objections_subject", "objections", ["subject_key"], unique=False)


def downgrade() -> None:
    op.drop_table("objections")
