"""Texts that an officer looks at, parts of reports that other departments check, files of kept forms"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('text_checks',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('subject_key', sa.String(length=26), nullable=False),
    sa.Column('record_id', sa.String(length=26), nullable=False),
    sa.Column('authority', sa.String(length=12), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('thread', sa.String(length=40), nullable=False),
    sa.Column('about', sa.JSON(), nullable=False),
    sa.Column('way', sa.String(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_by', sa.String(), nullable=False),
    sa.Column('reasons', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['subject_key'], ['subjects.key'], name=op.f('fk_text_checks_subject_key')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_text_checks'))
    )
    op.create_index('ix_text_checks_state', 'text_checks', ['state', 'authority'], unique=False)
    op.create_index('ix_text_checks_thread', 'text_checks', ['subject_key', 'kind', 'thread'], unique=False)
    op.create_table('part_checks',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('subject_key', sa.String(length=26), nullable=False),
    sa.Column('year', sa.SmallInteger(), nullable=False),
    sa.Column('version', sa.SmallInteger(), nullable=False),
    sa.Column('section', sa.String(length=40), nullable=False),
    sa.Column('checked_on', sa.Date(), nullable=False),
    sa.Column('agrees', sa.Boolean(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('source', sa.String(length=40), nullable=False),
    sa.Column('source_id', sa.String(length=100), nullable=False),
    sa.Column('recorded_by', sa.String(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['subject_key'], ['subjects.key'], name=op.f('fk_part_checks_subject_key')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_part_checks')),
    sa.UniqueConstraint('source', 'source_id', name=op.f('uq_part_checks_source_source_id'))
    )
    op.create_index('ix_part_checks_report', 'part_checks', ['subject_key', 'year'], unique=False)
    op.create_table('held_files',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('held_id', sa.String(length=26), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('stored', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['held_id'], ['held_forms.id'], name=op.f('fk_held_files_held_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_held_files')),
    sa.UniqueConstraint('stored', name=op.f('uq_held_files_stored'))
    )
    op.create_index(op.f('ix_held_files_held_id'), 'held_files', ['held_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_held_files_held_id'), table_name='held_files')
    op.drop_table('held_files')
    op.drop_index('ix_part_checks_report', table_name='part_checks')
    op.drop_table('part_checks')
    op.drop_index('ix_text_checks_thread', table_name='text_checks')
    op.drop_index('ix_text_checks_state', table_name='text_checks')
    op.drop_table('text_checks')
