"""The audit trail of withholding and release; withheld records by index"""

import sqlalchemy as sa
from alembic import op


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('audit',
    sa.Column('seq', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('at', sa.String(length=40), nullable=False),
    sa.Column('actor', sa.String(), nullable=False),
    sa.Column('action', sa.String(length=40), nullable=False),
    sa.Column('target', sa.String(length=26), nullable=False),
    sa.Column('detail', sa.String(), nullable=False),
    sa.Column('hash', sa.LargeBinary(length=32), nullable=False),
    sa.PrimaryKeyConstraint('seq', name=op.f('pk_audit'))
    )
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_target'), ['target'], unique=False)
    op.create_index(
        'ix_records_withheld',
        'records',
        ['withheld'],
        sqlite_where=sa.text('withheld IS NOT NULL'),
        postgresql_where=sa.text('withheld IS NOT NULL'),
    )
    op.execute("INSERT INTO counters (name, value) VALUES ('audit', 0)")


def downgrade() -> None:
    op.execute("DELETE FROM counters WHERE name = 'audit'")
    op.drop_index('ix_records_withheld', table_name='records')
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_target'))
    op.drop_table('audit')
