"""What is asked of the sources of records, and why a record stays out"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("repair_tellings") as batch_op:
        batch_op.alter_column("tombstone_id", existing_type=sa.String(length=26), nullable=True)
        batch_op.add_column(sa.Column("content", sa.LargeBinary(), nullable=True))
    op.add_column(
        "tombstones", sa.Column("reason", sa.String(length=20), server_default="repair", nullable=False)
    )


def downgrade() -> None:
    op.drop_column("tombstones", "reason")
    op.execute("DELETE FROM repair_tellings WHERE tombstone_id IS NULL")
    with op.batch_alter_table("repair_tellings") as batch_op:
        batch_op.drop_column("content")
        batch_op.alter_column("tombstone_id", existing_type=sa.String(length=26), nullable=False)
