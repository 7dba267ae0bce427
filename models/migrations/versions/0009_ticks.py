"""what the scheduler did last; indexes for deleting old questions, lists of watches, withdrawals

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('tickrun',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('every_s', sa.Float(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('ran_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('failed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('error', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_tickrun')),
    )
    op.create_index(op.f('ix_veto_inquiry_id'), 'veto', ['inquiry_id'], unique=False)
    op.create_index(op.f('ix_auditentry_workspace_id_action_at'), 'auditentry', ['workspace_id', 'action', 'at'], unique=False)
    op.create_index(op.f('ix_notice_inquiry_id'), 'notice', ['inquiry_id'], unique=False)
    op.create_index(op.f('ix_watch_workspace_id_watcher'), 'watch', ['workspace_id', 'watcher'], unique=False)
    op.create_index(op.f('ix_openquestion_workspace_id_put_by'), 'openquestion', ['workspace_id', 'put_by'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_auditentry_workspace_id_action_at'), table_name='auditentry')
    op.drop_index(op.f('ix_openquestion_workspace_id_put_by'), table_name='openquestion')
    op.drop_index(op.f('ix_watch_workspace_id_watcher'), table_name='watch')
    op.drop_index(op.f('ix_notice_inquiry_id'), table_name='notice')
    op.drop_index(op.f('ix_veto_inquiry_id'), table_name='veto')
    op.drop_table('tickrun')
