"""Checks of commitments, draws of them, and findings that one was not kept"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('check_draws',
    sa.Column('authority', sa.String(length=12), nullable=False),
    sa.Column('quarter', sa.String(length=7), nullable=False),
    sa.Column('seed', sa.String(length=64), nullable=False),
    sa.Column('candidates', sa.LargeBinary(), nullable=False),
    sa.Column('drawn', sa.Integer(), nullable=False),
    sa.Column('drawn_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('authority', 'quarter', name=op.f('pk_check_draws'))
    )
    op.create_table('commitment_checks',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('token', sa.String(length=64), nullable=False),
    sa.Column('subject_key', sa.String(length=26), nullable=False),
    sa.Column('record_id', sa.String(length=26), nullable=False),
    sa.Column('commitment_no', sa.String(), nullable=False),
    sa.Column('commitment_type', sa.String(length=20), nullable=False),
    sa.Column('matter', sa.String(), nullable=False),
    sa.Column('authority', sa.String(length=12), nullable=False),
    sa.Column('reason', sa.String(length=20), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('firm', sa.Boolean(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('opened_by', sa.String(), nullable=False),
    sa.Column('tip', sa.String(length=26), nullable=False),
    sa.Column('lot', sa.String(length=40), nullable=False),
    sa.Column('outcome', sa.String(length=20), nullable=False),
    sa.Column('checked_on', sa.Date(), nullable=True),
    sa.Column('checked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('checked_by', sa.String(), nullable=False),
    sa.Column('agency', sa.String(), nullable=False),
    sa.Column('finding', sa.String(length=26), nullable=False),
    sa.ForeignKeyConstraint(['subject_key'], ['subjects.key'], name=op.f('fk_commitment_checks_subject_key')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_commitment_checks')),
    sa.UniqueConstraint('authority', 'token', name=op.f('uq_commitment_checks_authority_token'))
    )
    op.create_index('ix_commitment_checks_due', 'commitment_checks', ['authority', 'state', 'due_on', 'id'], unique=False)
    op.create_index('ix_commitment_checks_record', 'commitment_checks', ['record_id'], unique=False)
    op.create_index('ix_commitment_checks_subject', 'commitment_checks', ['subject_key'], unique=False)
    op.create_table('findings',
    sa.Column('case_id', sa.String(length=26), nullable=False),
    sa.Column('check_id', sa.String(length=26), nullable=False),
    sa.Column('subject_key', sa.String(length=26), nullable=False),
    sa.Column('record_id', sa.String(length=26), nullable=False),
    sa.Column('commitment_no', sa.String(), nullable=False),
    sa.Column('matter', sa.String(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('correct_by', sa.Date(), nullable=True),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_findings_case_id')),
    sa.ForeignKeyConstraint(['check_id'], ['commitment_checks.id'], name=op.f('fk_findings_check_id')),
    sa.ForeignKeyConstraint(['subject_key'], ['subjects.key'], name=op.f('fk_findings_subject_key')),
    sa.PrimaryKeyConstraint('case_id', name=op.f('pk_findings'))
    )
    op.create_index('ix_findings_check', 'findings', ['check_id'], unique=False)
    op.create_index('ix_findings_correction', 'findings', ['correct_by'], unique=False)
    op.create_index('ix_findings_record', 'findings', ['record_id'], unique=False)
    op.create_index('ix_findings_subject', 'findings', ['subject_key'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_findings_subject', table_name='findings')
    op.drop_index('ix_findings_record', table_name='findings')
    op.drop_index('ix_findings_correction', table_name='findings')
    op.drop_index('ix_findings_check', table_name='findings')
    op.drop_table('findings')
    op.drop_index('ix_commitment_checks_subject', table_name='commitment_checks')
    op.drop_index('ix_commitment_checks_record', table_name='commitment_checks')
    op.drop_index('ix_commitment_checks_due', table_name='commitment_checks')
    op.drop_table('commitment_checks')
    op.drop_table('check_draws')
