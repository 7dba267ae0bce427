"""reviews that others published; sources and outlets that were merged

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.Column('claim_id', sa.Integer(), nullable=True),
    sa.Column('identity', sa.String(), nullable=False),
    sa.Column('claim_text', sa.String(), nullable=False),
    sa.Column('claimant', sa.String(), nullable=True),
    sa.Column('said_on', sa.Date(), nullable=True),
    sa.Column('appearance_url', sa.String(), nullable=True),
    sa.Column('rating', sa.String(), nullable=False),
    sa.Column('rating_value', sa.Float(), nullable=True),
    sa.Column('best_rating', sa.Float(), nullable=True),
    sa.Column('worst_rating', sa.Float(), nullable=True),
    sa.Column('publisher', sa.String(), nullable=False),
    sa.Column('publisher_url', sa.String(), nullable=True),
    sa.Column('url', sa.String(), nullable=True),
    sa.Column('title', sa.String(), nullable=True),
    sa.Column('language', sa.String(), nullable=True),
    sa.Column('reviewed_on', sa.Date(), nullable=True),
    sa.Column('remarks', sa.JSON(), nullable=False),
    sa.Column('imported_from', sa.String(), nullable=True),
    sa.Column('imported_by', sa.String(), nullable=False),
    sa.Column('imported_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id', 'claim_id'], ['claim.workspace_id', 'claim.id'], name=op.f('fk_review_workspace_id_claim_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], name=op.f('fk_review_workspace_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review')),
    sa.UniqueConstraint('workspace_id', 'id', name=op.f('uq_review_workspace_id_id')),
    sa.UniqueConstraint('workspace_id', 'identity', name='reviewed')
    )
    op.create_index(op.f('ix_review_claim_id'), 'review', ['claim_id'], unique=False)
    op.create_table('mergedsource',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('heir_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id', 'heir_id'], ['source.workspace_id', 'source.id'], name=op.f('fk_mergedsource_workspace_id_heir_id')),
    sa.ForeignKeyConstraint(['workspace_id', 'source_id'], ['source.workspace_id', 'source.id'], name=op.f('fk_mergedsource_workspace_id_source_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], name=op.f('fk_mergedsource_workspace_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mergedsource')),
    sa.UniqueConstraint('workspace_id', 'source_id', name='merged_source')
    )
    op.create_table('mergedoutlet',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.Column('outlet_id', sa.Integer(), nullable=False),
    sa.Column('heir_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id', 'heir_id'], ['outlet.workspace_id', 'outlet.id'], name=op.f('fk_mergedoutlet_workspace_id_heir_id')),
    sa.ForeignKeyConstraint(['workspace_id', 'outlet_id'], ['outlet.workspace_id', 'outlet.id'], name=op.f('fk_mergedoutlet_workspace_id_outlet_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], name=op.f('fk_mergedoutlet_workspace_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mergedoutlet')),
    sa.UniqueConstraint('workspace_id', 'outlet_id', name='merged_outlet')
    )


def downgrade() -> None:
    op.drop_table('mergedoutlet')
    op.drop_table('mergedsource')
    op.drop_table('review')
