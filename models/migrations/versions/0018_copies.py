"""sketches of documents, by which copies are found

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('document', sa.Column('sketched', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('document', sa.Column('copied', sa.JSON(none_as_null=True), nullable=True))
    op.create_index('ix_document_unsketched', 'document', ['workspace_id'], unique=False, sqlite_where=sa.text('NOT sketched'), postgresql_where=sa.text('NOT sketched'))
    op.create_table('shingle',
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.BigInteger(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id', 'document_id'], ['document.workspace_id', 'document.id'], name=op.f('fk_shingle_workspace_id_document_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], name=op.f('fk_shingle_workspace_id')),
    sa.PrimaryKeyConstraint('workspace_id', 'number', 'document_id', name=op.f('pk_shingle'))
    )


def downgrade() -> None:
    op.drop_table('shingle')
    op.drop_index('ix_document_unsketched', table_name='document')
    op.drop_column('document', 'copied')
    op.drop_column('document', 'sketched')
