"""Reminders: which duty was announced at which stage"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('reminders',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('subject_key', sa.String(length=26), nullable=False),
    sa.Column('item', sa.String(length=80), nullable=False),
    sa.Column('stage', sa.String(length=10), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('rule', sa.String(), nullable=False),
    sa.Column('recipients', sa.Integer(), nullable=False),
    sa.Column('announced_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['subject_key'], ['subjects.key'], name=op.f('fk_reminders_subject_key_subjects')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reminders')),
    sa.UniqueConstraint('subject_key', 'item', 'stage', name=op.f('uq_reminders_subject_key_item_stage'))
    )


def downgrade() -> None:
    op.drop_table('reminders')
