"""The day on which a notice of an authority was published, and the last on which it counts"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("notice_sheets", sa.Column("day", sa.Date(), nullable=True))
    op.add_column("notice_sheets", sa.Column("until", sa.Date(), nullable=True))
    op.create_index(op.f("ix_notice_sheets_day"), "notice_sheets", ["day"], unique=False)
    # due at once: the sweep, which knows how a sheet is made, fills in both
    op.execute("UPDATE notice_sheets SET valid_until = '2014-10-01' WHERE blob IS NOT NULL")


def downgrade() -> None:
    op.drop_index(op.f("ix_notice_sheets_day"), table_name="notice_sheets")
    op.drop_column("notice_sheets", "until")
    op.drop_column("notice_sheets", "day")
