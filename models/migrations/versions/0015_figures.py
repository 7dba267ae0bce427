"""figures that the desk computed; figures on another measure than their claim's

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('attribution', sa.Column('figure_computed', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('attribution', sa.Column('other_measure', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column('attribution', 'other_measure')
    op.drop_column('attribution', 'figure_computed')
