"""what the last look over the record counted

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('workspace', sa.Column('verified', sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column('workspace', 'verified')
