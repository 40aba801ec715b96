"""Cases an authority handles, their clocks, and the officers who handle them"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('case_numbers',
    sa.Column('authority', sa.String(length=12), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('authority', 'kind', 'year', name=op.f('pk_case_numbers'))
    )
    op.create_table('cases',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('authority', sa.String(length=12), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('serial', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=40), nullable=False),
    sa.Column('token', sa.String(length=64), nullable=False),
    sa.Column('subject_key', sa.String(length=26), nullable=True),
    sa.Column('state', sa.String(length=30), nullable=False),
    sa.Column('assignee', sa.String(length=60), nullable=False),
    sa.Column('batch', sa.String(length=26), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('params', sa.JSON(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('opened_by', sa.String(), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('started_on', sa.Date(), nullable=True),
    sa.Column('workdays', sa.Integer(), nullable=False),
    sa.Column('extra', sa.Integer(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('pauses', sa.JSON(), nullable=False),
    sa.Column('paused', sa.Boolean(), nullable=False),
    sa.Column('sort_on', sa.Date(), nullable=False),
    sa.Column('escalate_on', sa.Date(), nullable=True),
    sa.Column('late_on', sa.Date(), nullable=True),
    sa.Column('firm', sa.Boolean(), nullable=False),
    sa.Column('took', sa.Integer(), nullable=True),
    sa.Column('late', sa.Boolean(), nullable=False),
    sa.Column('stage', sa.String(length=10), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cases')),
    sa.UniqueConstraint('authority', 'kind', 'year', 'serial', name=op.f('uq_cases_authority_kind_year_serial')),
    sa.UniqueConstraint('authority', 'token', name=op.f('uq_cases_authority_token')),
    sa.UniqueConstraint('number', name=op.f('uq_cases_number'))
    )
    op.create_index('ix_cases_assignee', 'cases', ['assignee', 'sort_on', 'id'], unique=False, sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))
    op.create_index(op.f('ix_cases_batch'), 'cases', ['batch'], unique=False)
    op.create_index('ix_cases_closed', 'cases', ['closed_at'], unique=False)
    op.create_index('ix_cases_due', 'cases', ['sort_on', 'id'], unique=False, sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))
    op.create_index('ix_cases_open', 'cases', ['authority', 'sort_on', 'id'], unique=False, sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))
    op.create_index(op.f('ix_cases_subject_key'), 'cases', ['subject_key'], unique=False)
    op.create_table('public_boards',
    sa.Column('month', sa.Date(), nullable=False),
    sa.Column('blob', sa.LargeBinary(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('month', name=op.f('pk_public_boards'))
    )
    op.create_table('case_events',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('case_id', sa.String(length=26), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.String(), nullable=False),
    sa.Column('code', sa.String(length=60), nullable=False),
    sa.Column('params', sa.JSON(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('internal', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_case_events_case_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_events'))
    )
    op.create_index('ix_case_events_case', 'case_events', ['case_id', 'id'], unique=False)
    op.create_table('officers',
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('authority', sa.String(length=12), nullable=False),
    sa.Column('roles', sa.JSON(), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('assigned_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['persons.id'], name=op.f('fk_officers_person_id')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_officers'))
    )
    op.create_index('ix_officers_authority', 'officers', ['authority'], unique=False)
    op.create_table('recusals',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('case_id', sa.String(length=26), nullable=False),
    sa.Column('subject_key', sa.String(length=26), nullable=True),
    sa.Column('reason', sa.String(length=20), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('declared_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_recusals_case_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recusals')),
    sa.UniqueConstraint('actor', 'case_id', name=op.f('uq_recusals_actor_case_id'))
    )
    op.create_index(op.f('ix_recusals_case_id'), 'recusals', ['case_id'], unique=False)
    op.create_index('ix_recusals_subject', 'recusals', ['subject_key', 'actor'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_recusals_subject', table_name='recusals')
    op.drop_index(op.f('ix_recusals_case_id'), table_name='recusals')
    op.drop_table('recusals')
    op.drop_index('ix_officers_authority', table_name='officers')
    op.drop_table('officers')
    op.drop_index('ix_case_events_case', table_name='case_events')
    op.drop_table('case_events')
    op.drop_table('public_boards')
    op.drop_index(op.f('ix_cases_subject_key'), table_name='cases')
    op.drop_index('ix_cases_open', table_name='cases', sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))
    op.drop_index('ix_cases_due', table_name='cases', sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))
    op.drop_index('ix_cases_closed', table_name='cases')
    op.drop_index(op.f('ix_cases_batch'), table_name='cases')
    op.drop_index('ix_cases_assignee', table_name='cases', sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))
    op.drop_table('cases')
    op.drop_table('case_numbers')
