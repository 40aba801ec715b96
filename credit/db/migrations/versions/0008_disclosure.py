"""Instant and voluntary information, orders to publish, intended listings, calendars, what owners are told"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('positions',
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('seq', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_positions'))
    )
    op.create_table('statements',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('case_id', sa.String(length=26), nullable=False),
    sa.Column('token', sa.String(length=26), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('entry', sa.String(length=26), nullable=False),
    sa.Column('said_by', sa.String(), nullable=False),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_statements')),
    sa.UniqueConstraint('case_id', 'token', name=op.f('uq_statements_case_id_token'))
    )
    op.create_table('evidence',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('case_id', sa.String(length=26), nullable=False),
    sa.Column('statement_id', sa.String(length=26), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=32), nullable=False),
    sa.Column('stored', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['statement_id'], ['statements.id'], name=op.f('fk_evidence_statement_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence')),
    sa.UniqueConstraint('stored', name=op.f('uq_evidence_stored'))
    )
    op.create_index(op.f('ix_evidence_case_id'), 'evidence', ['case_id'], unique=False)
    op.create_table('instant_filings',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('entry', sa.String(length=26), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('subject_key', sa.String(length=26), nullable=False),
    sa.Column('token', sa.String(length=26), nullable=False),
    sa.Column('receipt', sa.String(length=40), nullable=False),
    sa.Column('filed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('filed_by', sa.String(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['subject_key'], ['subjects.key'], name=op.f('fk_instant_filings_subject_key')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_instant_filings')),
    sa.UniqueConstraint('entry', 'version', name=op.f('uq_instant_filings_entry_version')),
    sa.UniqueConstraint('subject_key', 'token', name=op.f('uq_instant_filings_subject_key_token'))
    )
    op.create_index('ix_instant_filings_subject', 'instant_filings', ['subject_key', 'filed_at'], unique=False)
    op.create_table('publish_orders',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('subject_key', sa.String(length=26), nullable=False),
    sa.Column('authority', sa.String(length=12), nullable=False),
    sa.Column('token', sa.String(length=26), nullable=False),
    sa.Column('number', sa.String(length=100), nullable=False),
    sa.Column('item', sa.String(length=20), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('facts', sa.String(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('issued_by', sa.String(), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('firm', sa.Boolean(), nullable=False),
    sa.Column('decided_by', sa.String(), nullable=False),
    sa.Column('decision', sa.String(), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['subject_key'], ['subjects.key'], name=op.f('fk_publish_orders_subject_key')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_publish_orders')),
    sa.UniqueConstraint('authority', 'token', name=op.f('uq_publish_orders_authority_token'))
    )
    op.create_index('ix_publish_orders_state', 'publish_orders', ['state', 'authority'], unique=False)
    op.create_index(op.f('ix_publish_orders_subject_key'), 'publish_orders', ['subject_key'], unique=False)
    op.create_table('voluntary_entries',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('subject_key', sa.String(length=26), nullable=False),
    sa.Column('token', sa.String(length=26), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('history', sa.JSON(), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_by', sa.String(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['subject_key'], ['subjects.key'], name=op.f('fk_voluntary_entries_subject_key')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_voluntary_entries')),
    sa.UniqueConstraint('subject_key', 'token', name=op.f('uq_voluntary_entries_subject_key_token'))
    )
    op.create_index(op.f('ix_voluntary_entries_subject_key'), 'voluntary_entries', ['subject_key'], unique=False)
    op.create_table('watched_registrations',
    sa.Column('subject_key', sa.String(length=26), nullable=False),
    sa.Column('digests', sa.JSON(), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['subject_key'], ['subjects.key'], name=op.f('fk_watched_registrations_subject_key')),
    sa.PrimaryKeyConstraint('subject_key', name=op.f('pk_watched_registrations'))
    )
    op.create_table('calendar_links',
    sa.Column('membership_id', sa.String(length=26), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['membership_id'], ['memberships.id'], name=op.f('fk_calendar_links_membership_id')),
    sa.PrimaryKeyConstraint('membership_id', name=op.f('pk_calendar_links')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_calendar_links_token_hash'))
    )
    op.create_table('listing_cases',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('subject_key', sa.String(length=26), nullable=False),
    sa.Column('authority', sa.String(length=12), nullable=False),
    sa.Column('token', sa.String(length=26), nullable=False),
    sa.Column('ground', sa.String(length=30), nullable=False),
    sa.Column('report_year', sa.Integer(), nullable=True),
    sa.Column('order_id', sa.String(length=26), nullable=True),
    sa.Column('facts', sa.String(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('issued_by', sa.String(), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answer_until', sa.Date(), nullable=False),
    sa.Column('firm', sa.Boolean(), nullable=False),
    sa.Column('decided_by', sa.String(), nullable=False),
    sa.Column('reasons', sa.String(), nullable=False),
    sa.Column('decision_no', sa.String(length=100), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['order_id'], ['publish_orders.id'], name=op.f('fk_listing_cases_order_id')),
    sa.ForeignKeyConstraint(['subject_key'], ['subjects.key'], name=op.f('fk_listing_cases_subject_key')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_listing_cases')),
    sa.UniqueConstraint('authority', 'token', name=op.f('uq_listing_cases_authority_token'))
    )
    op.create_index('ix_listing_cases_state', 'listing_cases', ['state', 'authority'], unique=False)
    op.create_index(op.f('ix_listing_cases_subject_key'), 'listing_cases', ['subject_key'], unique=False)
    op.add_column('persons', sa.Column('by_email', sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column('persons', sa.Column('by_sms', sa.Boolean(), nullable=False, server_default=sa.true()))


def downgrade() -> None:
    with op.batch_alter_table('persons') as batch:
        batch.drop_column('by_sms')
        batch.drop_column('by_email')
    op.drop_index(op.f('ix_listing_cases_subject_key'), table_name='listing_cases')
    op.drop_index('ix_listing_cases_state', table_name='listing_cases')
    op.drop_table('listing_cases')
    op.drop_table('calendar_links')
    op.drop_table('watched_registrations')
    op.drop_index(op.f('ix_voluntary_entries_subject_key'), table_name='voluntary_entries')
    op.drop_table('voluntary_entries')
    op.drop_index(op.f('ix_publish_orders_subject_key'), table_name='publish_orders')
    op.drop_index('ix_publish_orders_state', table_name='publish_orders')
    op.drop_table('publish_orders')
    op.drop_index('ix_instant_filings_subject', table_name='instant_filings')
    op.drop_table('instant_filings')
    op.drop_index(op.f('ix_evidence_case_id'), table_name='evidence')
    op.drop_table('evidence')
    op.drop_table('statements')
    op.drop_table('positions')
