"""digests, notices and the pace at which they are sent

Nothing wrote subscriptions or deliveries before this: both tables are made anew.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table('digestdelivery')
    op.drop_table('subscription')
    op.create_table('subscription',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('local_time', sa.Time(), nullable=False),
    sa.Column('timezone', sa.String(), nullable=False),
    sa.Column('weekdays', sa.JSON(), nullable=False),
    sa.Column('topics', sa.JSON(), nullable=False),
    sa.Column('statuses', sa.JSON(), nullable=False),
    sa.Column('post_empty', sa.Boolean(), nullable=False),
    sa.Column('paused_until', sa.Date(), nullable=True),
    sa.Column('paused_why', sa.String(), nullable=True),
    sa.Column('stopped_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('due_from', sa.DateTime(timezone=True), nullable=False),
    sa.Column('next_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], name=op.f('fk_subscription_workspace_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_subscription')),
    sa.UniqueConstraint('workspace_id', 'id', name=op.f('uq_subscription_workspace_id_id'))
    )
    op.create_index(op.f('ix_subscription_next_at'), 'subscription', ['next_at'], unique=False)

    op.create_table('digestdelivery',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('thread_ts', sa.String(), nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=True),
    sa.Column('message_ts', sa.String(), nullable=True),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('deadline', sa.DateTime(timezone=True), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('next_attempt_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lease_owner', sa.String(), nullable=True),
    sa.Column('leased_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('subscription_id', sa.Integer(), nullable=False),
    sa.Column('local_date', sa.Date(), nullable=False),
    sa.Column('covers_from', sa.DateTime(timezone=True), nullable=True),
    sa.Column('covers_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('upto_change', sa.Integer(), nullable=True),
    sa.Column('upto_attribution', sa.Integer(), nullable=True),
    sa.CheckConstraint("state IN ('waiting', 'sending', 'sent', 'empty', 'missed', 'failed', 'unknown')", name=op.f('ck_digestdelivery_state')),
    sa.ForeignKeyConstraint(['workspace_id', 'subscription_id'], ['subscription.workspace_id', 'subscription.id'], name=op.f('fk_digestdelivery_workspace_id_subscription_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], name=op.f('fk_digestdelivery_workspace_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_digestdelivery')),
    sa.UniqueConstraint('workspace_id', 'subscription_id', 'local_date', name='once')
    )
    op.create_index(op.f('ix_digestdelivery_state_due_at'), 'digestdelivery', ['state', 'due_at'], unique=False)

    op.create_table('changedclaim',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.Column('claim_id', sa.Integer(), nullable=False),
    sa.Column('first_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], name=op.f('fk_changedclaim_workspace_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_changedclaim'))
    )
    op.create_index(op.f('ix_changedclaim_told_at_due_at'), 'changedclaim', ['told_at', 'due_at'], unique=False)
    op.create_index(op.f('ix_changedclaim_workspace_id_claim_id'), 'changedclaim', ['workspace_id', 'claim_id'], unique=False)

    op.create_table('noticed',
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.Column('change_id', sa.Integer(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('audit_id', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], name=op.f('fk_noticed_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', name=op.f('pk_noticed'))
    )
    op.create_table('pace',
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('free_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], name=op.f('fk_pace_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'channel', name=op.f('pk_pace'))
    )
    op.create_table('notice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('thread_ts', sa.String(), nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=True),
    sa.Column('message_ts', sa.String(), nullable=True),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('deadline', sa.DateTime(timezone=True), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('next_attempt_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lease_owner', sa.String(), nullable=True),
    sa.Column('leased_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('claim_id', sa.Integer(), nullable=True),
    sa.Column('question_id', sa.Integer(), nullable=True),
    sa.Column('inquiry_id', sa.Integer(), nullable=True),
    sa.Column('subscription_id', sa.Integer(), nullable=True),
    sa.Column('told_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('content', sa.JSON(), nullable=True),
    sa.CheckConstraint("kind IN ('correction', 'watch', 'answered', 'paused')", name=op.f('ck_notice_kind')),
    sa.CheckConstraint("state IN ('waiting', 'sending', 'sent', 'empty', 'missed', 'failed', 'unknown')", name=op.f('ck_notice_state')),
    sa.ForeignKeyConstraint(['workspace_id', 'inquiry_id'], ['inquiry.workspace_id', 'inquiry.id'], name=op.f('fk_notice_workspace_id_inquiry_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], name=op.f('fk_notice_workspace_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice')),
    sa.UniqueConstraint('workspace_id', 'key', name='noticed_once')
    )
    op.create_index(op.f('ix_notice_state_due_at'), 'notice', ['state', 'due_at'], unique=False)
    op.create_index(op.f('ix_notice_workspace_id_claim_id'), 'notice', ['workspace_id', 'claim_id'], unique=False)
    op.create_index(op.f('ix_notice_workspace_id_place'), 'notice', ['workspace_id', 'place'], unique=False)

    op.create_index('ix_attribution_retracted', 'attribution', ['workspace_id', 'edited_at'], unique=False, sqlite_where=sa.text('retracted'), postgresql_where=sa.text('retracted'))
    op.create_index('ix_attribution_decided', 'attribution', ['workspace_id', 'stance', 'decided_at', 'figure_low', 'figure_high'], unique=False)
    op.create_index(op.f('ix_inquiry_workspace_id_asked_at'), 'inquiry', ['workspace_id', 'asked_at'], unique=False)
    op.create_index(op.f('ix_watch_question_id'), 'watch', ['question_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_watch_question_id'), table_name='watch')
    op.drop_index(op.f('ix_inquiry_workspace_id_asked_at'), table_name='inquiry')
    op.drop_index('ix_attribution_decided', table_name='attribution')
    op.drop_index('ix_attribution_retracted', table_name='attribution')
    for table in ('notice', 'pace', 'noticed', 'changedclaim', 'digestdelivery', 'subscription'):
        op.drop_table(table)
    op.create_table('subscription',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('local_time', sa.Time(), nullable=False),
    sa.Column('timezone', sa.String(), nullable=False),
    sa.Column('weekdays', sa.JSON(), nullable=False),
    sa.Column('topics', sa.JSON(), nullable=False),
    sa.Column('statuses', sa.JSON(), nullable=False),
    sa.Column('paused_until', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], name=op.f('fk_subscription_workspace_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_subscription')),
    sa.UniqueConstraint('workspace_id', 'id', name=op.f('uq_subscription_workspace_id_id'))
    )
    op.create_table('digestdelivery',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.Column('subscription_id', sa.Integer(), nullable=False),
    sa.Column('local_date', sa.Date(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=True),
    sa.Column('message_ts', sa.String(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id', 'subscription_id'], ['subscription.workspace_id', 'subscription.id'], name=op.f('fk_digestdelivery_workspace_id_subscription_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], name=op.f('fk_digestdelivery_workspace_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_digestdelivery')),
    sa.UniqueConstraint('workspace_id', 'subscription_id', 'local_date', name='once')
    )
