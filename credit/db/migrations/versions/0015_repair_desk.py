"""The officers' side of repairs: ticks, second looks, group orders, who could apply and was told so"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "repair_orders",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("authority", sa.String(length=12), nullable=False),
        sa.Column("alike", sa.String(length=80), nullable=False),
        sa.Column("token", sa.String(length=26), nullable=False),
        sa.Column("officer", sa.LargeBinary(), nullable=False),
        sa.Column("cases", sa.JSON(), nullable=False),
        sa.Column("left", sa.JSON(), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repair_orders")),
        sa.UniqueConstraint("authority", "token", name=op.f("uq_repair_orders_authority_token")),
    )
    op.create_index(op.f("ix_repair_orders_authority"), "repair_orders", ["authority"], unique=False)
    op.create_index(
        "ix_repair_orders_running",
        "repair_orders",
        ["ordered_at"],
        unique=False,
        sqlite_where=sa.text("finished_at IS NULL"),
        postgresql_where=sa.text("finished_at IS NULL"),
    )
    op.create_table(
        "repair_chances",
        sa.Column("record_id", sa.String(length=26), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("authority", sa.String(length=12), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_repair_chances_subject_id")),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_repair_chances")),
    )
    op.create_index(op.f("ix_repair_chances_authority"), "repair_chances", ["authority"], unique=False)
    op.create_index(
        "ix_repair_chances_subject", "repair_chances", ["subject_id", "authority", "opens_on"], unique=False
    )
    op.create_table(
        "repair_contacts",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("subject_key", sa.String(length=26), nullable=False),
        sa.Column("authority", sa.String(length=12), nullable=False),
        sa.Column("token", sa.String(length=26), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("records", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subject_key"], ["subjects.key"], name=op.f("fk_repair_contacts_subject_key")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repair_contacts")),
        sa.UniqueConstraint("subject_key", "token", name=op.f("uq_repair_contacts_subject_key_token")),
    )
    op.create_index("ix_repair_contacts_authority", "repair_contacts", ["authority", "at"], unique=False)
    op.create_index("ix_repair_contacts_subject", "repair_contacts", ["subject_key", "at"], unique=False)
    op.create_table(
        "repair_looks",
        sa.Column("case_id", sa.String(length=26), nullable=False),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_repair_looks_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_repair_looks")),
    )
    op.create_index(
        "ix_repair_looks_waiting",
        "repair_looks",
        ["drawn_on"],
        unique=False,
        sqlite_where=sa.text("looked_at IS NULL"),
        postgresql_where=sa.text("looked_at IS NULL"),
    )
    op.create_table(
        "repair_ticks",
        sa.Column("case_id", sa.String(length=26), nullable=False),
        sa.Column("point", sa.String(length=20), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_repair_ticks_case_id")),
        sa.PrimaryKeyConstraint("case_id", "point", name=op.f("pk_repair_ticks")),
    )


def downgrade() -> None:
    op.drop_table("repair_ticks")
    op.drop_index(
        "ix_repair_looks_waiting",
        table_name="repair_looks",
        sqlite_where=sa.text("looked_at IS NULL"),
        postgresql_where=sa.text("looked_at IS NULL"),
    )
    op.drop_table("repair_looks")
    op.drop_index("ix_repair_contacts_subject", table_name="repair_contacts")
    op.drop_index("ix_repair_contacts_authority", table_name="repair_contacts")
    op.drop_table("repair_contacts")
    op.drop_index("ix_repair_chances_subject", table_name="repair_chances")
    op.drop_index(op.f("ix_repair_chances_authority"), table_name="repair_chances")
    op.drop_table("repair_chances")
    op.drop_index(
        "ix_repair_orders_running",
        table_name="repair_orders",
        sqlite_where=sa.text("finished_at IS NULL"),
        postgresql_where=sa.text("finished_at IS NULL"),
    )
    op.drop_index(op.f("ix_repair_orders_authority"), table_name="repair_orders")
    op.drop_table("repair_orders")
