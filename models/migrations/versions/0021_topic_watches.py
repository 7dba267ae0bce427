"""people who want to know when something of a topic changes

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'topicwatch',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('workspace_id', sa.Integer(), nullable=False),
        sa.Column('watcher', sa.String(), nullable=False),
        sa.Column('topic', sa.String(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('told_until', sa.DateTime(timezone=True), nullable=False),
        sa.Column('told_change', sa.Integer(), nullable=False),
        sa.Column('told_attribution', sa.Integer(), nullable=False),
        sa.Column('told_edit', sa.Integer(), nullable=False),
        sa.Column('first_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], name='fk_topicwatch_workspace_id'),
        sa.PrimaryKeyConstraint('id', name='pk_topicwatch'),
        sa.UniqueConstraint('workspace_id', 'watcher', 'topic', name='watched_once'),
    )
    op.create_index('ix_topicwatch_workspace_id_due_at', 'topicwatch', ['workspace_id', 'due_at'])


def downgrade() -> None:
    op.drop_table('topicwatch')
