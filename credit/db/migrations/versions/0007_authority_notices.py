"""Notices of authorities: as received, and as the public may see them"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

number = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('authority_notices',
    sa.Column('no', number, nullable=False),
    sa.Column('key', sa.String(length=26), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('source_id', sa.String(), nullable=False),
    sa.Column('hash', sa.LargeBinary(length=16), nullable=False),
    sa.Column('withheld', sa.String(length=20), nullable=True),
    sa.Column('payload', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('no', name=op.f('pk_authority_notices')),
    sa.UniqueConstraint('key', name=op.f('uq_authority_notices_key')),
    sa.UniqueConstraint('source', 'source_id', name=op.f('uq_authority_notices_source_source_id'))
    )
    op.create_index('ix_authority_notices_withheld', 'authority_notices', ['withheld'], unique=False,
        sqlite_where=sa.text('withheld IS NOT NULL'), postgresql_where=sa.text('withheld IS NOT NULL'))
    op.create_table('notice_sheets',
    sa.Column('notice_no', number, autoincrement=False, nullable=False),
    sa.Column('version', number, nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('digest', sa.LargeBinary(length=16), nullable=False),
    sa.Column('blob', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['notice_no'], ['authority_notices.no'], name=op.f('fk_notice_sheets_notice_no_authority_notices')),
    sa.PrimaryKeyConstraint('notice_no', name=op.f('pk_notice_sheets'))
    )
    op.create_index(op.f('ix_notice_sheets_valid_until'), 'notice_sheets', ['valid_until'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_notice_sheets_valid_until'), table_name='notice_sheets')
    op.drop_table('notice_sheets')
    op.drop_index('ix_authority_notices_withheld', table_name='authority_notices')
    op.drop_table('authority_notices')
