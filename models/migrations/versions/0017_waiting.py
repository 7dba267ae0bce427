"""drafts as of a revision of the record, in groups that say the same; what a review shows

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('draft', sa.Column('as_of_revision', sa.Integer(), nullable=False, server_default='-1'))
    op.add_column('draft', sa.Column('as_of', sa.DateTime(timezone=True), nullable=True))
    op.add_column('draft', sa.Column('group_id', sa.Integer(), nullable=True))
    op.add_column('reviewmessage', sa.Column('shown', sa.String(), nullable=False, server_default='in_order'))
    op.create_index(op.f('ix_draft_workspace_id_state_as_of_revision'), 'draft', ['workspace_id', 'state', 'as_of_revision'])
    op.create_index(op.f('ix_draft_workspace_id_state_document_id'), 'draft', ['workspace_id', 'state', 'document_id'])
    op.create_index(op.f('ix_draft_workspace_id_group_id'), 'draft', ['workspace_id', 'group_id'])


def downgrade() -> None:
    op.drop_index(op.f('ix_draft_workspace_id_state_document_id'), table_name='draft')
    op.drop_index(op.f('ix_draft_workspace_id_group_id'), table_name='draft')
    op.drop_index(op.f('ix_draft_workspace_id_state_as_of_revision'), table_name='draft')
    op.drop_column('reviewmessage', 'shown')
    op.drop_column('draft', 'group_id')
    op.drop_column('draft', 'as_of')
    op.drop_column('draft', 'as_of_revision')
