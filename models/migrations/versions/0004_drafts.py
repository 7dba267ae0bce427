"""drafts for review, how a document's details are known, how exactly a date is

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('document', sa.Column('canonical_url', sa.String(), nullable=True))
    op.add_column('document', sa.Column('bases', sa.JSON(), nullable=True))
    op.add_column('document', sa.Column('added_by', sa.String(), nullable=True))
    op.add_column('document', sa.Column('added_at', sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f('ix_document_workspace_id_canonical_url'), 'document', ['workspace_id', 'canonical_url'], unique=False)
    op.add_column('attribution', sa.Column('said_precision', sa.String(), nullable=True))

    op.create_table('draft',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('passage', sa.JSON(), nullable=False),
    sa.Column('proposal', sa.JSON(), nullable=False),
    sa.Column('wording', sa.String(), nullable=False),
    sa.Column('flags', sa.JSON(), nullable=False),
    sa.Column('flagged', sa.Boolean(), nullable=False),
    sa.Column('confidence', sa.Float(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_action', sa.String(), nullable=True),
    sa.Column('changed_by', sa.String(), nullable=True),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_by', sa.String(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reason', sa.String(), nullable=True),
    sa.Column('attribution_id', sa.Integer(), nullable=True),
    sa.Column('claim_id', sa.Integer(), nullable=True),
    sa.Column('made', sa.JSON(), nullable=True),
    sa.Column('split_from_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("state IN ('draft', 'approved', 'rejected')", name=op.f('ck_draft_state')),
    sa.ForeignKeyConstraint(['workspace_id', 'attribution_id'], ['attribution.workspace_id', 'attribution.id'], name=op.f('fk_draft_workspace_id_attribution_id')),
    sa.ForeignKeyConstraint(['workspace_id', 'claim_id'], ['claim.workspace_id', 'claim.id'], name=op.f('fk_draft_workspace_id_claim_id')),
    sa.ForeignKeyConstraint(['workspace_id', 'document_id'], ['document.workspace_id', 'document.id'], name=op.f('fk_draft_workspace_id_document_id')),
    sa.ForeignKeyConstraint(['workspace_id', 'split_from_id'], ['draft.workspace_id', 'draft.id'], name=op.f('fk_draft_workspace_id_split_from_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], name=op.f('fk_draft_workspace_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draft')),
    sa.UniqueConstraint('workspace_id', 'document_id', 'position', name='drafted'),
    sa.UniqueConstraint('workspace_id', 'id', name=op.f('uq_draft_workspace_id_id'))
    )
    op.create_index(op.f('ix_draft_attribution_id'), 'draft', ['attribution_id'], unique=False)
    op.create_index(op.f('ix_draft_claim_id'), 'draft', ['claim_id'], unique=False)
    op.create_index(op.f('ix_draft_workspace_id_state_flagged_confidence'), 'draft', ['workspace_id', 'state', 'flagged', 'confidence'], unique=False)
    op.create_index(op.f('ix_draft_workspace_id_wording'), 'draft', ['workspace_id', 'wording'], unique=False)


def downgrade() -> None:
    op.drop_table('draft')
    with op.batch_alter_table('attribution', schema=None) as batch_op:
        batch_op.drop_column('said_precision')
    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_document_workspace_id_canonical_url'))
        batch_op.drop_column('added_at')
        batch_op.drop_column('added_by')
        batch_op.drop_column('bases')
        batch_op.drop_column('canonical_url')
