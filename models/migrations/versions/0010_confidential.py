"""which sources are confidential is asked with every answer; replies to be drawn again; who reads a
review

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_source_confidential', 'source', ['workspace_id'], unique=False, sqlite_where=sa.text('confidential'), postgresql_where=sa.text('confidential'))
    op.add_column('inquiry', sa.Column('redraw_at', sa.DateTime(timezone=True), nullable=True))
    op.create_index('ix_inquiry_redraw', 'inquiry', ['redraw_at'], unique=False, sqlite_where=sa.text('redraw_at IS NOT NULL'), postgresql_where=sa.text('redraw_at IS NOT NULL'))
    op.add_column('reviewmessage', sa.Column('reader', sa.String(), nullable=True))
    op.add_column('reviewmessage', sa.Column('redraw_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column('reviewmessage', 'redraw_at')
    op.drop_column('reviewmessage', 'reader')
    op.drop_index('ix_inquiry_redraw', table_name='inquiry')
    op.drop_column('inquiry', 'redraw_at')
    op.drop_index('ix_source_confidential', table_name='source')
