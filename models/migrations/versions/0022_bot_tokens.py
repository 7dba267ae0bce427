"""the bot's tokens, where Slack rotates them

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'bottoken',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('seed', sa.String(), nullable=False),
        sa.Column('access', sa.String(), nullable=False),
        sa.Column('refresh', sa.String(), nullable=False),
        sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('refused', sa.String(), nullable=True),
        sa.Column('refused_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('lease_owner', sa.String(), nullable=True),
        sa.Column('leased_until', sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint('id', name='pk_bottoken'),
        sa.UniqueConstraint('seed', name='uq_bottoken_seed'),
    )


def downgrade() -> None:
    op.drop_table('bottoken')
