"""one reply to a message owns the delivery of the answers to all its statements

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

_STATES = "state IN ('recorded', 'sending', 'answered', 'failed', 'dropped')"
_MOVED = 'lease_owner, leased_until, attempts, next_attempt_at, resent, failure, redraw_at'
_REDRAW = sa.text('redraw_at IS NOT NULL')


def upgrade() -> None:
    op.create_table('reply',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('ts', sa.String(), nullable=True),
    sa.Column('response_url', sa.String(), nullable=True),
    sa.Column('left_over', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('lease_owner', sa.String(), nullable=True),
    sa.Column('leased_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('next_attempt_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('resent', sa.Integer(), nullable=False),
    sa.Column('failure', sa.String(), nullable=True),
    sa.Column('redraw_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint(_STATES, name=op.f('ck_reply_state')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], name=op.f('fk_reply_workspace_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reply')),
    sa.UniqueConstraint('workspace_id', 'id', name=op.f('uq_reply_workspace_id_id')),
    )
    op.create_index(op.f('ix_reply_state_next_attempt_at'), 'reply', ['state', 'next_attempt_at'], unique=False)
    op.create_index('ix_reply_redraw', 'reply', ['redraw_at'], unique=False, sqlite_where=_REDRAW, postgresql_where=_REDRAW)
    # Each statement had a message of its own: that is the reply of the same number.
    op.execute(
        f'INSERT INTO reply (id, workspace_id, channel, ts, response_url, left_over, version, asked_at, state, {_MOVED}) '
        f'SELECT id, workspace_id, channel, reply_ts, response_url, left_over, version, asked_at, state, {_MOVED} FROM inquiry'
    )
    if op.get_bind().dialect.name == 'postgresql':
        op.execute("SELECT setval(pg_get_serial_sequence('reply', 'id'), coalesce(max(id), 1), max(id) IS NOT NULL) FROM reply")
    op.add_column('inquiry', sa.Column('reply_id', sa.Integer(), nullable=True))
    op.execute('UPDATE inquiry SET reply_id = id')
    op.execute("UPDATE inquiry SET state = 'recorded' WHERE state = 'sending'")
    op.drop_index('ix_inquiry_redraw', table_name='inquiry')
    op.drop_index(op.f('ix_inquiry_state_next_attempt_at'), table_name='inquiry')
    with op.batch_alter_table('inquiry', copy_from=_inquiry()) as batch_op:
        for name in ('reply_ts', 'response_url', 'total', 'left_over', *_MOVED.split(', ')):
            batch_op.drop_column(name)
        batch_op.alter_column('reply_id', existing_type=sa.Integer(), nullable=False)
        batch_op.create_foreign_key(op.f('fk_inquiry_workspace_id_reply_id'), 'reply', ['workspace_id', 'reply_id'], ['workspace_id', 'id'])
        batch_op.create_index(op.f('ix_inquiry_reply_id'), ['reply_id'], unique=False)


def downgrade() -> None:
    op.add_column('inquiry', sa.Column('total', sa.Integer(), nullable=False, server_default='1'))
    for name in ('attempts', 'resent', 'left_over'):
        op.add_column('inquiry', sa.Column(name, sa.Integer(), nullable=False, server_default='0'))
    for name in ('lease_owner', 'failure', 'reply_ts', 'response_url'):
        op.add_column('inquiry', sa.Column(name, sa.String(), nullable=True))
    for name in ('leased_until', 'next_attempt_at', 'redraw_at'):
        op.add_column('inquiry', sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    moved = [*_MOVED.split(', '), 'response_url', 'left_over']
    op.execute('UPDATE inquiry SET ' + ', '.join(f'{name} = (SELECT {name} FROM reply WHERE reply.id = reply_id)' for name in moved))
    op.execute('UPDATE inquiry SET reply_ts = (SELECT ts FROM reply WHERE reply.id = reply_id) WHERE position = 0')
    op.drop_index(op.f('ix_inquiry_reply_id'), table_name='inquiry')
    with op.batch_alter_table('inquiry', copy_from=_inquiry(replied=True)) as batch_op:
        batch_op.drop_constraint(op.f('fk_inquiry_workspace_id_reply_id'), type_='foreignkey')
        batch_op.drop_column('reply_id')
    op.create_index('ix_inquiry_redraw', 'inquiry', ['redraw_at'], unique=False, sqlite_where=_REDRAW, postgresql_where=_REDRAW)
    op.create_index(op.f('ix_inquiry_state_next_attempt_at'), 'inquiry', ['state', 'next_attempt_at'], unique=False)
    op.drop_table('reply')


def _inquiry(*, replied: bool = False) -> sa.Table:
    """The table with both its old columns and `reply_id`. SQLite cannot tell its checks."""
    own = sa.MetaData()
    for name in ('workspace', 'claim', 'reply'):
        sa.Table(name, own, sa.Column('workspace_id', sa.Integer()), sa.Column('id', sa.Integer()))
    reply = [sa.ForeignKeyConstraint(['workspace_id', 'reply_id'], ['reply.workspace_id', 'reply.id'], name=op.f('fk_inquiry_workspace_id_reply_id'))]
    return sa.Table('inquiry', own,
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.String(), nullable=False),
    sa.Column('surface', sa.String(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('message_ts', sa.String(), nullable=True),
    sa.Column('thread_ts', sa.String(), nullable=True),
    sa.Column('asker', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('left_over', sa.Integer(), nullable=False),
    sa.Column('statement', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('delivery', sa.String(), nullable=False),
    sa.Column('response_url', sa.String(), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('lease_owner', sa.String(), nullable=True),
    sa.Column('leased_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('next_attempt_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('resent', sa.Integer(), nullable=False),
    sa.Column('failure', sa.String(), nullable=True),
    sa.Column('outcome', sa.String(), nullable=True),
    sa.Column('claim_id', sa.Integer(), nullable=True),
    sa.Column('answer', sa.JSON(), nullable=True),
    sa.Column('reply_ts', sa.String(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('redraw_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reply_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("delivery IN ('thread', 'flat', 'ephemeral', 'response')", name=op.f('ck_inquiry_delivery')),
    sa.CheckConstraint(_STATES, name=op.f('ck_inquiry_state')),
    sa.CheckConstraint("surface IN ('message', 'command', 'shortcut')", name=op.f('ck_inquiry_surface')),
    sa.ForeignKeyConstraint(['workspace_id', 'claim_id'], ['claim.workspace_id', 'claim.id'], name=op.f('fk_inquiry_workspace_id_claim_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], name=op.f('fk_inquiry_workspace_id')),
    *(reply if replied else []),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inquiry')),
    sa.UniqueConstraint('workspace_id', 'channel', 'message_ts', 'surface', 'asker', 'position', name='asked'),
    sa.UniqueConstraint('workspace_id', 'id', name=op.f('uq_inquiry_workspace_id_id')),
    sa.UniqueConstraint('workspace_id', 'request_id', name=op.f('uq_inquiry_workspace_id_request_id')),
    sa.Index(op.f('ix_inquiry_claim_id'), 'claim_id'),
    sa.Index(op.f('ix_inquiry_workspace_id_asked_at'), 'workspace_id', 'asked_at'),
    )
