"""Who reported or asked, apart from the case and sealed"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('reporters',
    sa.Column('case_id', sa.String(length=26), nullable=False),
    sa.Column('code_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('data_key', sa.LargeBinary(), nullable=True),
    sa.Column('sealed', sa.LargeBinary(), nullable=True),
    sa.Column('destroy_on', sa.Date(), nullable=True),
    sa.Column('destroyed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_reporters_case_id')),
    sa.PrimaryKeyConstraint('case_id', name=op.f('pk_reporters')),
    sa.UniqueConstraint('code_hash', name=op.f('uq_reporters_code_hash'))
    )
    op.create_index('ix_reporters_destroy_on', 'reporters', ['destroy_on'], unique=False)
    op.create_table('reporter_letters',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('case_id', sa.String(length=26), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_reporter_letters_case_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reporter_letters')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_reporter_letters_token_hash'))
    )
    op.create_index(op.f('ix_reporter_letters_case_id'), 'reporter_letters', ['case_id'], unique=False)
    op.create_table('reporter_photos',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('case_id', sa.String(length=26), nullable=False),
    sa.Column('letter_id', sa.String(length=26), nullable=False),
    sa.Column('stored', sa.String(length=40), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_reporter_photos_case_id')),
    sa.ForeignKeyConstraint(['letter_id'], ['reporter_letters.id'], name=op.f('fk_reporter_photos_letter_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reporter_photos')),
    sa.UniqueConstraint('stored', name=op.f('uq_reporter_photos_stored'))
    )
    op.create_index(op.f('ix_reporter_photos_case_id'), 'reporter_photos', ['case_id'], unique=False)


def downgrade() -> None:
    op.drop_table('reporter_photos')
    op.drop_table('reporter_letters')
    op.drop_table('reporters')
