"""feeds that are followed, and what editors gave to be added

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('addition',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.String(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('argument', sa.String(), nullable=False),
    sa.Column('outlet', sa.String(), nullable=True),
    sa.Column('published_on', sa.Date(), nullable=True),
    sa.Column('feed_too', sa.Boolean(), nullable=False),
    sa.Column('told_in', sa.String(), nullable=False),
    sa.Column('told_ts', sa.String(), nullable=True),
    sa.Column('view_id', sa.String(), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('lease_owner', sa.String(), nullable=True),
    sa.Column('leased_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('next_attempt_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('failure', sa.String(), nullable=True),
    sa.Column('found', sa.JSON(), nullable=True),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("state IN ('waiting', 'offered', 'done', 'failed')", name=op.f('ck_addition_state')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], name=op.f('fk_addition_workspace_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_addition')),
    sa.UniqueConstraint('workspace_id', 'id', name=op.f('uq_addition_workspace_id_id')),
    sa.UniqueConstraint('workspace_id', 'request_id', name=op.f('uq_addition_workspace_id_request_id'))
    )
    with op.batch_alter_table('addition', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_addition_state_next_attempt_at'), ['state', 'next_attempt_at'], unique=False)

    op.create_table('feed',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.Column('url', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=True),
    sa.Column('every_s', sa.Integer(), nullable=False),
    sa.Column('etag', sa.String(), nullable=True),
    sa.Column('last_modified', sa.String(), nullable=True),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('last_error', sa.String(), nullable=True),
    sa.Column('next_poll_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('polled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('loaded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('added_by', sa.String(), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('told_in', sa.String(), nullable=True),
    sa.Column('lease_owner', sa.String(), nullable=True),
    sa.Column('leased_until', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('every_s >= 60', name=op.f('ck_feed_every_s')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], name=op.f('fk_feed_workspace_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feed')),
    sa.UniqueConstraint('workspace_id', 'id', name=op.f('uq_feed_workspace_id_id')),
    sa.UniqueConstraint('workspace_id', 'url', name=op.f('uq_feed_workspace_id_url'))
    )
    with op.batch_alter_table('feed', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_feed_next_poll_at'), ['next_poll_at'], unique=False)

    op.create_table('feeditem',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.Column('feed_id', sa.Integer(), nullable=False),
    sa.Column('entry', sa.String(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=True),
    sa.Column('drafts', sa.Integer(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('failure', sa.String(), nullable=True),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['workspace_id', 'document_id'], ['document.workspace_id', 'document.id'], name=op.f('fk_feeditem_workspace_id_document_id')),
    sa.ForeignKeyConstraint(['workspace_id', 'feed_id'], ['feed.workspace_id', 'feed.id'], name=op.f('fk_feeditem_workspace_id_feed_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], name=op.f('fk_feeditem_workspace_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feeditem')),
    sa.UniqueConstraint('workspace_id', 'feed_id', 'entry', name='seen')
    )
    with op.batch_alter_table('feeditem', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_feeditem_document_id'), ['document_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('feeditem', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_feeditem_document_id'))

    op.drop_table('feeditem')
    with op.batch_alter_table('feed', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_feed_next_poll_at'))

    op.drop_table('feed')
    with op.batch_alter_table('addition', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_addition_state_next_attempt_at'))

    op.drop_table('addition')
