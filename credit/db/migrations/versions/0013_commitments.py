"""Commitments made here: signed ones, drafts, wordings kept by officers, sealed copies"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commitment_drafts",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("subject_key", sa.String(length=26), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("template", sa.LargeBinary(), nullable=False),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("branches", sa.JSON(), nullable=False),
        sa.Column("replaces", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_drafts")),
        sa.UniqueConstraint(
            "subject_key", "code", "replaces", name=op.f("uq_commitment_drafts_subject_key_code_replaces")
        ),
    )
    op.create_table(
        "commitment_templates",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("authority", sa.String(length=12), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("template", sa.LargeBinary(), nullable=False),
        sa.Column("drafted_by", sa.String(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_by", sa.String(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_templates")),
        sa.UniqueConstraint(
            "authority", "code", "version", name=op.f("uq_commitment_templates_authority_code_version")
        ),
    )
    op.create_index(op.f("ix_commitment_templates_code"), "commitment_templates", ["code"], unique=False)
    op.create_table(
        "commitments",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("subject_key", sa.String(length=26), nullable=False),
        sa.Column("authority", sa.String(length=12), nullable=False),
        sa.Column("token", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("progress", sa.String(length=20), nullable=False),
        sa.Column("checker", sa.String(length=20), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("covered", sa.JSON(), nullable=False),
        sa.Column("receipt", sa.String(length=40), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.Column("signed_how", sa.String(length=20), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("replaces_id", sa.String(length=26), nullable=True),
        sa.Column("joined_id", sa.String(length=26), nullable=True),
        sa.Column("case_id", sa.String(length=26), nullable=False),
        sa.Column("reasons", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("history", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["joined_id"], ["commitments.id"], name=op.f("fk_commitments_joined_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["commitments.id"], name=op.f("fk_commitments_replaces_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitments")),
        sa.UniqueConstraint("number", name=op.f("uq_commitments_number")),
        sa.UniqueConstraint("subject_key", "token", name=op.f("uq_commitments_subject_key_token")),
    )
    op.create_index(op.f("ix_commitments_joined_id"), "commitments", ["joined_id"], unique=False)
    op.create_index(
        "ix_commitments_progress", "commitments", ["progress", "checker", "authority"], unique=False
    )
    op.create_index(op.f("ix_commitments_subject_key"), "commitments", ["subject_key"], unique=False)
    op.create_table(
        "commitment_files",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("commitment_id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("stored", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitments.id"], name=op.f("fk_commitment_files_commitment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_files")),
        sa.UniqueConstraint("stored", name=op.f("uq_commitment_files_stored")),
    )
    op.create_index(
        op.f("ix_commitment_files_commitment_id"), "commitment_files", ["commitment_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_commitment_files_commitment_id"), table_name="commitment_files")
    op.drop_table("commitment_files")
    op.drop_index(op.f("ix_commitments_subject_key"), table_name="commitments")
    op.drop_index("ix_commitments_progress", table_name="commitments")
    op.drop_index(op.f("ix_commitments_joined_id"), table_name="commitments")
    op.drop_table("commitments")
    op.drop_index(op.f("ix_commitment_templates_code"), table_name="commitment_templates")
    op.drop_table("commitment_templates")
    op.drop_table("commitment_drafts")
