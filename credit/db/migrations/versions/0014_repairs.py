"""Repairs: applications, cases, tombstones, numbers that notices name, and who was told"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "repair_numbers",
        sa.Column("authority", sa.String(length=12), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("authority", "year", name=op.f("pk_repair_numbers")),
    )
    op.create_table(
        "notice_numbers",
        sa.Column("tail", sa.String(length=40), nullable=False),
        sa.Column(
            "notice_no",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["notice_no"], ["authority_notices.no"], name=op.f("fk_notice_numbers_notice_no")
        ),
        sa.PrimaryKeyConstraint("tail", "notice_no", name=op.f("pk_notice_numbers")),
    )
    op.create_index(op.f("ix_notice_numbers_notice_no"), "notice_numbers", ["notice_no"], unique=False)
    op.create_table(
        "repair_applications",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("subject_key", sa.String(length=26), nullable=False),
        sa.Column("token", sa.String(length=26), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("papers", sa.LargeBinary(), nullable=False),
        sa.Column("receipt", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subject_key"], ["subjects.key"], name=op.f("fk_repair_applications_subject_key")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repair_applications")),
        sa.UniqueConstraint("subject_key", "token", name=op.f("uq_repair_applications_subject_key_token")),
    )
    op.create_table(
        "restructurings",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("subject_key", sa.String(length=26), nullable=False),
        sa.Column("court", sa.String(), nullable=False),
        sa.Column("ruling_no", sa.String(length=100), nullable=False),
        sa.Column("ruling_on", sa.Date(), nullable=False),
        sa.Column("plan_until", sa.Date(), nullable=True),
        sa.Column("executed_on", sa.Date(), nullable=True),
        sa.Column("failed_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["subject_key"], ["subjects.key"], name=op.f("fk_restructurings_subject_key")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restructurings")),
    )
    op.create_index(op.f("ix_restructurings_subject_key"), "restructurings", ["subject_key"], unique=False)
    op.create_table(
        "tombstones",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("record_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("temporary", sa.Boolean(), nullable=False),
        sa.Column("case_id", sa.String(length=26), nullable=False),
        sa.Column("lifted_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_tombstones_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tombstones")),
    )
    op.create_index(op.f("ix_tombstones_case_id"), "tombstones", ["case_id"], unique=False)
    op.create_index(op.f("ix_tombstones_record_id"), "tombstones", ["record_id"], unique=False)
    op.create_index("ix_tombstones_source", "tombstones", ["kind", "source", "source_id"], unique=False)
    op.create_index(op.f("ix_tombstones_subject_id"), "tombstones", ["subject_id"], unique=False)
    op.create_table(
        "repair_cases",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("application_id", sa.String(length=26), nullable=False),
        sa.Column("subject_key", sa.String(length=26), nullable=False),
        sa.Column("record_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("alike", sa.String(length=80), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("course", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("decision_no", sa.String(length=60), nullable=True),
        sa.Column("letter_code", sa.String(length=30), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["repair_applications.id"], name=op.f("fk_repair_cases_application_id")
        ),
        sa.ForeignKeyConstraint(["id"], ["cases.id"], name=op.f("fk_repair_cases_id")),
        sa.ForeignKeyConstraint(["subject_key"], ["subjects.key"], name=op.f("fk_repair_cases_subject_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repair_cases")),
        sa.UniqueConstraint("decision_no", name=op.f("uq_repair_cases_decision_no")),
        sa.UniqueConstraint("letter_code", name=op.f("uq_repair_cases_letter_code")),
    )
    op.create_index(
        "ix_repair_cases_alike",
        "repair_cases",
        ["alike"],
        unique=False,
        sqlite_where=sa.text("open"),
        postgresql_where=sa.text("open"),
    )
    op.create_index(op.f("ix_repair_cases_application_id"), "repair_cases", ["application_id"], unique=False)
    op.create_index(op.f("ix_repair_cases_decided_on"), "repair_cases", ["decided_on"], unique=False)
    op.create_index(
        "ix_repair_cases_one_open",
        "repair_cases",
        ["record_id"],
        unique=True,
        sqlite_where=sa.text("open"),
        postgresql_where=sa.text("open"),
    )
    op.create_index(op.f("ix_repair_cases_record_id"), "repair_cases", ["record_id"], unique=False)
    op.create_index(op.f("ix_repair_cases_subject_key"), "repair_cases", ["subject_key"], unique=False)
    op.create_table(
        "repair_files",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("application_id", sa.String(length=26), nullable=False),
        sa.Column("record_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("stored", sa.String(length=40), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by", sa.String(), nullable=False),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["repair_applications.id"], name=op.f("fk_repair_files_application_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repair_files")),
        sa.UniqueConstraint("stored", name=op.f("uq_repair_files_stored")),
    )
    op.create_index(op.f("ix_repair_files_application_id"), "repair_files", ["application_id"], unique=False)
    op.create_table(
        "repair_tellings",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("tombstone_id", sa.String(length=26), nullable=False),
        sa.Column("case_id", sa.String(length=26), nullable=False),
        sa.Column("recipient", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("occasion", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("receipt", sa.String(length=100), nullable=False),
        sa.Column("problem", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["tombstone_id"], ["tombstones.id"], name=op.f("fk_repair_tellings_tombstone_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repair_tellings")),
        sa.UniqueConstraint(
            "tombstone_id",
            "occasion",
            "recipient",
            name=op.f("uq_repair_tellings_tombstone_id_occasion_recipient"),
        ),
    )
    op.create_index(op.f("ix_repair_tellings_case_id"), "repair_tellings", ["case_id"], unique=False)
    op.create_index("ix_repair_tellings_due", "repair_tellings", ["state", "next_at"], unique=False)
    op.create_table(
        "tombstone_keys",
        sa.Column("tombstone_id", sa.String(length=26), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("tail", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tombstone_id"], ["tombstones.id"], name=op.f("fk_tombstone_keys_tombstone_id")
        ),
        sa.PrimaryKeyConstraint("tombstone_id", "key", name=op.f("pk_tombstone_keys")),
    )
    op.create_index("ix_tombstone_keys_key", "tombstone_keys", ["key"], unique=False)
    op.create_index("ix_tombstone_keys_tail", "tombstone_keys", ["tail"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_tombstone_keys_tail", table_name="tombstone_keys")
    op.drop_index("ix_tombstone_keys_key", table_name="tombstone_keys")
    op.drop_table("tombstone_keys")
    op.drop_index("ix_repair_tellings_due", table_name="repair_tellings")
    op.drop_index(op.f("ix_repair_tellings_case_id"), table_name="repair_tellings")
    op.drop_table("repair_tellings")
    op.drop_index(op.f("ix_repair_files_application_id"), table_name="repair_files")
    op.drop_table("repair_files")
    op.drop_index(op.f("ix_repair_cases_subject_key"), table_name="repair_cases")
    op.drop_index(op.f("ix_repair_cases_record_id"), table_name="repair_cases")
    op.drop_index(
        "ix_repair_cases_one_open",
        table_name="repair_cases",
        sqlite_where=sa.text("open"),
        postgresql_where=sa.text("open"),
    )
    op.drop_index(op.f("ix_repair_cases_decided_on"), table_name="repair_cases")
    op.drop_index(op.f("ix_repair_cases_application_id"), table_name="repair_cases")
    op.drop_index(
        "ix_repair_cases_alike",
        table_name="repair_cases",
        sqlite_where=sa.text("open"),
        postgresql_where=sa.text("open"),
    )
    op.drop_table("repair_cases")
    op.drop_index(op.f("ix_tombstones_subject_id"), table_name="tombstones")
    op.drop_index("ix_tombstones_source", table_name="tombstones")
    op.drop_index(op.f("ix_tombstones_record_id"), table_name="tombstones")
    op.drop_index(op.f("ix_tombstones_case_id"), table_name="tombstones")
    op.drop_table("tombstones")
    op.drop_index(op.f("ix_restructurings_subject_key"), table_name="restructurings")
    op.drop_table("restructurings")
    op.drop_table("repair_applications")
    op.drop_index(op.f("ix_notice_numbers_notice_no"), table_name="notice_numbers")
    op.drop_table("notice_numbers")
    op.drop_table("repair_numbers")
