"""claims that are not offered to a wording again

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('veto',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.Column('claim_id', sa.Integer(), nullable=False),
    sa.Column('inquiry_id', sa.Integer(), nullable=False),
    sa.Column('statement', sa.String(), nullable=False),
    sa.Column('wording', sa.String(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('decided_by', sa.String(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("state IN ('open', 'agreed', 'kept')", name=op.f('ck_veto_state')),
    sa.ForeignKeyConstraint(['workspace_id', 'claim_id'], ['claim.workspace_id', 'claim.id'], name=op.f('fk_veto_workspace_id_claim_id')),
    sa.ForeignKeyConstraint(['workspace_id', 'inquiry_id'], ['inquiry.workspace_id', 'inquiry.id'], name=op.f('fk_veto_workspace_id_inquiry_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], name=op.f('fk_veto_workspace_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_veto')),
    sa.UniqueConstraint('workspace_id', 'claim_id', 'wording', 'by', name='vetoed'),
    sa.UniqueConstraint('workspace_id', 'id', name=op.f('uq_veto_workspace_id_id'))
    )


def downgrade() -> None:
    op.drop_table('veto')
