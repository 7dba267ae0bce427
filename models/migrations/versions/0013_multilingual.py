"""claims as vectors of the multilingual model

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('multilingualvector',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.Column('claim_id', sa.Integer(), nullable=False),
    sa.Column('model', sa.String(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('text', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['workspace_id', 'claim_id'], ['claim.workspace_id', 'claim.id'], name=op.f('fk_multilingualvector_workspace_id_claim_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], name=op.f('fk_multilingualvector_workspace_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_multilingualvector')),
    sa.UniqueConstraint('workspace_id', 'claim_id', name=op.f('uq_multilingualvector_workspace_id_claim_id')),
    sa.UniqueConstraint('workspace_id', 'id', name=op.f('uq_multilingualvector_workspace_id_id')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_multilingualvector_workspace_id_language'), 'multilingualvector', ['workspace_id', 'language'])


def downgrade() -> None:
    op.drop_index(op.f('ix_multilingualvector_workspace_id_language'), table_name='multilingualvector')
    op.drop_table('multilingualvector')
