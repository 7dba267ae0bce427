"""who may decide what goes on record; where the review of a document was posted

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('workspace', sa.Column('editors', sa.JSON(), nullable=True))
    op.create_table('reviewmessage',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('ts', sa.String(), nullable=False),
    sa.Column('page', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id', 'document_id'], ['document.workspace_id', 'document.id'], name=op.f('fk_reviewmessage_workspace_id_document_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], name=op.f('fk_reviewmessage_workspace_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reviewmessage')),
    sa.UniqueConstraint('workspace_id', 'channel', 'ts', name='posted_review'),
    )
    op.create_index(op.f('ix_reviewmessage_workspace_id_document_id'), 'reviewmessage', ['workspace_id', 'document_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_reviewmessage_workspace_id_document_id'), table_name='reviewmessage')
    op.drop_table('reviewmessage')
    with op.batch_alter_table('workspace') as table:
        table.drop_column('editors')
