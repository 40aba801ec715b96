"""Accounts: persons, identities, memberships, invitations, logins, recoveries, filings and freezes"""

import sqlalchemy as sa
from alembic import op


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('filings',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('subject_key', sa.String(length=26), nullable=False),
    sa.Column('task', sa.String(length=20), nullable=False),
    sa.Column('reference', sa.String(length=64), nullable=False),
    sa.Column('receipt', sa.String(length=40), nullable=False),
    sa.Column('period', sa.String(length=20), nullable=False),
    sa.Column('filed_by', sa.String(), nullable=False),
    sa.Column('assisted', sa.Boolean(), nullable=False),
    sa.Column('filed_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_filings')),
    sa.UniqueConstraint('task', 'reference', name=op.f('uq_filings_task_reference'))
    )
    with op.batch_alter_table('filings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_filings_receipt'), ['receipt'], unique=False)
        batch_op.create_index('ix_filings_subject', ['subject_key', 'filed_at'], unique=False)

    op.create_table('logout_tokens',
    sa.Column('provider', sa.String(length=40), nullable=False),
    sa.Column('jti', sa.String(), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('provider', 'jti', name=op.f('pk_logout_tokens'))
    )
    with op.batch_alter_table('logout_tokens', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_logout_tokens_received_at'), ['received_at'], unique=False)

    op.create_table('organisations',
    sa.Column('key', sa.String(length=26), nullable=False),
    sa.Column('code', sa.String(length=18), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_organisations')),
    sa.UniqueConstraint('code', name=op.f('uq_organisations_code'))
    )
    op.create_table('persons',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('display_name', sa.String(), nullable=False),
    sa.Column('locale', sa.String(length=2), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_persons'))
    )
    op.create_table('freezes',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('filing_id', sa.String(length=26), nullable=False),
    sa.Column('frozen_by', sa.String(length=26), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('frozen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.Column('authority', sa.String(length=12), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('decided_by', sa.String(), nullable=False),
    sa.Column('decision', sa.String(), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['filing_id'], ['filings.id'], name=op.f('fk_freezes_filing_id')),
    sa.ForeignKeyConstraint(['frozen_by'], ['persons.id'], name=op.f('fk_freezes_frozen_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_freezes'))
    )
    with op.batch_alter_table('freezes', schema=None) as batch_op:
        batch_op.create_index('ix_freezes_authority_state', ['authority', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_freezes_filing_id'), ['filing_id'], unique=False)

    op.create_table('held_forms',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('person_id', sa.String(length=26), nullable=True),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('fields', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['persons.id'], name=op.f('fk_held_forms_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_held_forms'))
    )
    with op.batch_alter_table('held_forms', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_held_forms_created_at'), ['created_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_held_forms_person_id'), ['person_id'], unique=False)

    op.create_table('identities',
    sa.Column('provider', sa.String(length=40), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('claims', sa.JSON(), nullable=False),
    sa.Column('last_login_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['persons.id'], name=op.f('fk_identities_person_id')),
    sa.PrimaryKeyConstraint('provider', 'subject', name=op.f('pk_identities'))
    )
    with op.batch_alter_table('identities', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_identities_person_id'), ['person_id'], unique=False)

    op.create_table('invitations',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('subject_key', sa.String(length=26), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('tasks', sa.JSON(), nullable=False),
    sa.Column('liaison', sa.Boolean(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('invited_by', sa.String(length=26), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('membership_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('accepted_by', sa.String(length=26), nullable=True),
    sa.ForeignKeyConstraint(['accepted_by'], ['persons.id'], name=op.f('fk_invitations_accepted_by')),
    sa.ForeignKeyConstraint(['invited_by'], ['persons.id'], name=op.f('fk_invitations_invited_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitations')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_invitations_token_hash'))
    )
    with op.batch_alter_table('invitations', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invitations_subject_key'), ['subject_key'], unique=False)

    op.create_table('logins',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('former_hash', sa.LargeBinary(length=32), nullable=True),
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('provider', sa.String(length=40), nullable=False),
    sa.Column('idp_subject', sa.String(), nullable=False),
    sa.Column('idp_sid', sa.String(), nullable=False),
    sa.Column('id_token', sa.String(), nullable=False),
    sa.Column('authority', sa.String(length=12), nullable=False),
    sa.Column('roles', sa.JSON(), nullable=False),
    sa.Column('device', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('rotated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_why', sa.String(length=20), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['persons.id'], name=op.f('fk_logins_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_logins')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_logins_token_hash'))
    )
    with op.batch_alter_table('logins', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_logins_former_hash'), ['former_hash'], unique=False)
        batch_op.create_index('ix_logins_idp_sid', ['provider', 'idp_sid'], unique=False)
        batch_op.create_index(batch_op.f('ix_logins_person_id'), ['person_id'], unique=False)

    op.create_table('memberships',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('subject_key', sa.String(length=26), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('tasks', sa.JSON(), nullable=False),
    sa.Column('liaison', sa.Boolean(), nullable=False),
    sa.Column('origin', sa.String(length=20), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('granted_by', sa.String(), nullable=False),
    sa.Column('ended_by', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['persons.id'], name=op.f('fk_memberships_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_memberships'))
    )
    with op.batch_alter_table('memberships', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_memberships_subject_key'), ['subject_key'], unique=False)
        batch_op.create_index('uq_memberships_liaison', ['subject_key'], unique=True, sqlite_where=sa.text('ended_at IS NULL AND liaison'), postgresql_where=sa.text('ended_at IS NULL AND liaison'))
        batch_op.create_index('uq_memberships_open', ['person_id', 'subject_key'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.create_table('owner_notices',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('subject_key', sa.String(length=26), nullable=True),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('params', sa.JSON(), nullable=False),
    sa.Column('href', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['persons.id'], name=op.f('fk_owner_notices_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_owner_notices'))
    )
    with op.batch_alter_table('owner_notices', schema=None) as batch_op:
        batch_op.create_index('ix_owner_notices_person', ['person_id', 'created_at'], unique=False)

    op.create_table('recoveries',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('subject_key', sa.String(length=26), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('authority', sa.String(length=12), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('letter_hash', sa.LargeBinary(length=32), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('takes_effect_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['persons.id'], name=op.f('fk_recoveries_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recoveries'))
    )
    with op.batch_alter_table('recoveries', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_recoveries_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_recoveries_subject_key'), ['subject_key'], unique=False)

    op.create_table('recovery_proofs',
    sa.Column('recovery_id', sa.String(length=26), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('digest', sa.LargeBinary(length=16), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('checked_by', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['recovery_id'], ['recoveries.id'], name=op.f('fk_recovery_proofs_recovery_id')),
    sa.PrimaryKeyConstraint('recovery_id', 'kind', name=op.f('pk_recovery_proofs'))
    )


def downgrade() -> None:
    op.drop_table('recovery_proofs')
    with op.batch_alter_table('recoveries', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_recoveries_subject_key'))
        batch_op.drop_index(batch_op.f('ix_recoveries_person_id'))

    op.drop_table('recoveries')
    with op.batch_alter_table('owner_notices', schema=None) as batch_op:
        batch_op.drop_index('ix_owner_notices_person')

    op.drop_table('owner_notices')
    with op.batch_alter_table('memberships', schema=None) as batch_op:
        batch_op.drop_index('uq_memberships_open', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.drop_index('uq_memberships_liaison', sqlite_where=sa.text('ended_at IS NULL AND liaison'), postgresql_where=sa.text('ended_at IS NULL AND liaison'))
        batch_op.drop_index(batch_op.f('ix_memberships_subject_key'))

    op.drop_table('memberships')
    with op.batch_alter_table('logins', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_logins_person_id'))
        batch_op.drop_index('ix_logins_idp_sid')
        batch_op.drop_index(batch_op.f('ix_logins_former_hash'))

    op.drop_table('logins')
    with op.batch_alter_table('invitations', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_invitations_subject_key'))

    op.drop_table('invitations')
    with op.batch_alter_table('identities', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_identities_person_id'))

    op.drop_table('identities')
    with op.batch_alter_table('held_forms', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_held_forms_person_id'))
        batch_op.drop_index(batch_op.f('ix_held_forms_created_at'))

    op.drop_table('held_forms')
    with op.batch_alter_table('freezes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_freezes_filing_id'))
        batch_op.drop_index('ix_freezes_authority_state')

    op.drop_table('freezes')
    op.drop_table('persons')
    op.drop_table('organisations')
    with op.batch_alter_table('logout_tokens', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_logout_tokens_received_at'))

    op.drop_table('logout_tokens')
    with op.batch_alter_table('filings', schema=None) as batch_op:
        batch_op.drop_index('ix_filings_subject')
        batch_op.drop_index(batch_op.f('ix_filings_receipt'))

    op.drop_table('filings')
