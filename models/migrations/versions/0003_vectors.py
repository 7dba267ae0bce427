"""claims as vectors

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('claimvector',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.Column('claim_id', sa.Integer(), nullable=False),
    sa.Column('model', sa.String(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('text', sa.LargeBinary(), nullable=True),
    sa.Column('title', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['workspace_id', 'claim_id'], ['claim.workspace_id', 'claim.id'], name=op.f('fk_claimvector_workspace_id_claim_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], name=op.f('fk_claimvector_workspace_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_claimvector')),
    sa.UniqueConstraint('workspace_id', 'claim_id', name=op.f('uq_claimvector_workspace_id_claim_id')),
    sa.UniqueConstraint('workspace_id', 'id', name=op.f('uq_claimvector_workspace_id_id')),
    sqlite_autoincrement=True
    )


def downgrade() -> None:
    op.drop_table('claimvector')
