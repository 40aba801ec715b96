"""First schema"""

import sqlalchemy as sa
from alembic import op


revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('changes',
    sa.Column('seq', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('key', sa.String(length=26), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('seq', name=op.f('pk_changes'))
    )
    op.create_table('counters',
    sa.Column('name', sa.String(length=20), nullable=False),
    sa.Column('value', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_counters'))
    )
    op.create_table('dictionaries',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('data', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dictionaries'))
    )
    op.create_table('import_files',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('fingerprint', sa.String(length=32), nullable=False),
    sa.Column('table', sa.String(length=40), nullable=False),
    sa.Column('encoding', sa.String(length=20), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('position', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_files'))
    )
    with op.batch_alter_table('import_files', schema=None) as batch_op:
        batch_op.create_index('ix_import_files_fingerprint', ['fingerprint'], unique=False)

    op.create_table('leases',
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('holder', sa.String(length=80), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_leases'))
    )
    op.create_table('subjects',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('key', sa.String(length=26), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('source_id', sa.String(), nullable=False),
    sa.Column('hash', sa.LargeBinary(length=16), nullable=False),
    sa.Column('payload', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_subjects')),
    sa.UniqueConstraint('key', name=op.f('uq_subjects_key')),
    sa.UniqueConstraint('source', 'source_id', name=op.f('uq_subjects_source_source_id'))
    )
    op.create_table('waiting',
    sa.Column('no', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code', sa.String(length=32), nullable=False),
    sa.Column('second_code', sa.String(length=32), nullable=True),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('source_id', sa.String(), nullable=False),
    sa.Column('hash', sa.LargeBinary(length=16), nullable=False),
    sa.Column('payload', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('no', name=op.f('pk_waiting')),
    sa.UniqueConstraint('kind', 'source', 'source_id', name=op.f('uq_waiting_kind_source_source_id'))
    )
    with op.batch_alter_table('waiting', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_waiting_code'), ['code'], unique=False)
        batch_op.create_index(batch_op.f('ix_waiting_second_code'), ['second_code'], unique=False)

    op.create_table('dirty',
    sa.Column('subject_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('mark', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['subject_id'], ['subjects.id'], name=op.f('fk_dirty_subject_id')),
    sa.PrimaryKeyConstraint('subject_id', name=op.f('pk_dirty'))
    )
    op.create_table('dossiers',
    sa.Column('subject_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String().with_variant(sa.String(collation='C'), 'postgresql'), nullable=False),
    sa.Column('projected_on', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('digest', sa.LargeBinary(length=16), nullable=False),
    sa.Column('blob', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['subject_id'], ['subjects.id'], name=op.f('fk_dossiers_subject_id')),
    sa.PrimaryKeyConstraint('subject_id', name=op.f('pk_dossiers'))
    )
    with op.batch_alter_table('dossiers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_dossiers_name'), ['name'], unique=False)
        batch_op.create_index(batch_op.f('ix_dossiers_valid_until'), ['valid_until'], unique=False)

    op.create_table('import_rejects',
    sa.Column('file_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('row_no', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('ordinal', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('column', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['import_files.id'], name=op.f('fk_import_rejects_file_id')),
    sa.PrimaryKeyConstraint('file_id', 'row_no', 'ordinal', name=op.f('pk_import_rejects'))
    )
    op.create_table('recent',
    sa.Column('subject_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['subject_id'], ['subjects.id'], name=op.f('fk_recent_subject_id')),
    sa.PrimaryKeyConstraint('subject_id', 'kind', 'day', 'until', name=op.f('pk_recent'))
    )
    with op.batch_alter_table('recent', schema=None) as batch_op:
        batch_op.create_index('ix_recent_day', ['day'], unique=False)

    op.create_table('records',
    sa.Column('no', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('subject_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('source_id', sa.String(), nullable=False),
    sa.Column('hash', sa.LargeBinary(length=16), nullable=False),
    sa.Column('effective_on', sa.Date(), nullable=False),
    sa.Column('published_on', sa.Date(), nullable=False),
    sa.Column('withheld', sa.String(length=20), nullable=True),
    sa.Column('payload', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['subject_id'], ['subjects.id'], name=op.f('fk_records_subject_id')),
    sa.PrimaryKeyConstraint('no', name=op.f('pk_records')),
    sa.UniqueConstraint('id', name=op.f('uq_records_id')),
    sa.UniqueConstraint('kind', 'source', 'source_id', name=op.f('uq_records_kind_source_source_id'))
    )
    with op.batch_alter_table('records', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_records_subject_id'), ['subject_id'], unique=False)

    op.create_table('subject_codes',
    sa.Column('code', sa.String(length=32), nullable=False),
    sa.Column('subject_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['subject_id'], ['subjects.id'], name=op.f('fk_subject_codes_subject_id')),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_subject_codes'))
    )
    op.execute("INSERT INTO counters (name, value) VALUES ('changes', 0)")


def downgrade() -> None:
    op.drop_table('subject_codes')
    with op.batch_alter_table('records', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_records_subject_id'))

    op.drop_table('records')
    with op.batch_alter_table('recent', schema=None) as batch_op:
        batch_op.drop_index('ix_recent_day')

    op.drop_table('recent')
    op.drop_table('import_rejects')
    with op.batch_alter_table('dossiers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_dossiers_valid_until'))
        batch_op.drop_index(batch_op.f('ix_dossiers_name'))

    op.drop_table('dossiers')
    op.drop_table('dirty')
    with op.batch_alter_table('waiting', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_waiting_second_code'))
        batch_op.drop_index(batch_op.f('ix_waiting_code'))

    op.drop_table('waiting')
    op.drop_table('subjects')
    op.drop_table('leases')
    with op.batch_alter_table('import_files', schema=None) as batch_op:
        batch_op.drop_index('ix_import_files_fingerprint')

    op.drop_table('import_files')
    op.drop_table('dictionaries')
    op.drop_table('counters')
    op.drop_table('changes')
