"""Annual reports: drafts, filings, unlocks, consents"""

import sqlalchemy as sa
from alembic import op


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('report_consents',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('subject_key', sa.String(length=26), nullable=False),
    sa.Column('year', sa.SmallInteger(), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('paths', sa.String(), nullable=False),
    sa.Column('grantee', sa.String(), nullable=False),
    sa.Column('created_by', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('opened', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['subject_key'], ['subjects.key'], name=op.f('fk_report_consents_subject_key')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_consents')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_report_consents_token_hash'))
    )
    with op.batch_alter_table('report_consents', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_report_consents_subject_key'), ['subject_key'], unique=False)

    op.create_table('report_drafts',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('subject_key', sa.String(length=26), nullable=False),
    sa.Column('year', sa.SmallInteger(), nullable=False),
    sa.Column('purpose', sa.String(length=20), nullable=False),
    sa.Column('answers', sa.LargeBinary(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('started_by', sa.String(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['subject_key'], ['subjects.key'], name=op.f('fk_report_drafts_subject_key')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_drafts')),
    sa.UniqueConstraint('subject_key', 'year', name=op.f('uq_report_drafts_subject_key_year'))
    )
    op.create_table('report_filings',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('subject_key', sa.String(length=26), nullable=False),
    sa.Column('year', sa.SmallInteger(), nullable=False),
    sa.Column('version', sa.SmallInteger(), nullable=False),
    sa.Column('draft_id', sa.String(length=26), nullable=False),
    sa.Column('receipt', sa.String(length=40), nullable=False),
    sa.Column('filed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('filed_by', sa.String(), nullable=False),
    sa.Column('channel', sa.String(length=20), nullable=False),
    sa.Column('late', sa.Boolean(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['subject_key'], ['subjects.key'], name=op.f('fk_report_filings_subject_key')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_filings')),
    sa.UniqueConstraint('draft_id', name=op.f('uq_report_filings_draft_id')),
    sa.UniqueConstraint('receipt', name=op.f('uq_report_filings_receipt')),
    sa.UniqueConstraint('subject_key', 'year', 'version', name=op.f('uq_report_filings_subject_key_year_version'))
    )
    with op.batch_alter_table('report_filings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_report_filings_filed_at'), ['filed_at'], unique=False)

    op.create_table('report_unlocks',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('subject_key', sa.String(length=26), nullable=False),
    sa.Column('year', sa.SmallInteger(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('unlocked_by', sa.String(), nullable=False),
    sa.Column('unlocked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['subject_key'], ['subjects.key'], name=op.f('fk_report_unlocks_subject_key')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_unlocks'))
    )
    with op.batch_alter_table('report_unlocks', schema=None) as batch_op:
        batch_op.create_index('ix_report_unlocks_subject', ['subject_key', 'year'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('report_unlocks', schema=None) as batch_op:
        batch_op.drop_index('ix_report_unlocks_subject')

    op.drop_table('report_unlocks')
    with op.batch_alter_table('report_filings', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_report_filings_filed_at'))

    op.drop_table('report_filings')
    op.drop_table('report_drafts')
    with op.batch_alter_table('report_consents', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_report_consents_subject_key'))

    op.drop_table('report_consents')
