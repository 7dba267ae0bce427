"""topics of documents and drafts; the time zone of an outlet

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('document', sa.Column('topic', sa.String(), nullable=True))
    op.add_column('draft', sa.Column('topic', sa.String(), nullable=True))
    op.add_column('outlet', sa.Column('timezone', sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column('outlet', 'timezone')
    op.drop_column('draft', 'topic')
    op.drop_column('document', 'topic')
