"""the figure on record of a claim, and changes of it; the rules by which statuses were derived

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('claim', sa.Column('record_low', sa.Float(), nullable=True))
    op.add_column('claim', sa.Column('record_high', sa.Float(), nullable=True))
    op.add_column('claim', sa.Column('record_unit', sa.String(), nullable=True))
    # By the rules until now a claim's own figure was the one on record.
    op.execute('UPDATE claim SET record_low = figure_low, record_high = figure_high, record_unit = unit')
    op.add_column('statuschange', sa.Column('from_figure', sa.JSON(), nullable=True))
    op.add_column('statuschange', sa.Column('to_figure', sa.JSON(), nullable=True))
    op.add_column('statuschange', sa.Column('cause', sa.String(), nullable=True))
    op.add_column('attribution', sa.Column('figure_mistaken', sa.Boolean(), nullable=False, server_default=sa.false()))
    # The rules of the releases before this one are version 1.
    op.add_column('workspace', sa.Column('rules', sa.Integer(), nullable=False, server_default='1'))


def downgrade() -> None:
    op.drop_column('workspace', 'rules')
    op.drop_column('attribution', 'figure_mistaken')
    for name in ('cause', 'to_figure', 'from_figure'):
        op.drop_column('statuschange', name)
    for name in ('record_unit', 'record_high', 'record_low'):
        op.drop_column('claim', name)
