"""claims that probably answer an open question

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'proposedanswer',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('workspace_id', sa.Integer(), nullable=False),
        sa.Column('question_id', sa.Integer(), nullable=False),
        sa.Column('claim_id', sa.Integer(), nullable=False),
        sa.Column('wording', sa.String(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('state', sa.String(), nullable=False),
        sa.Column('decided_by', sa.String(), nullable=True),
        sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'accepted', 'declined')", name='ck_proposedanswer_state'),
        sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], name='fk_proposedanswer_workspace_id'),
        sa.ForeignKeyConstraint(['workspace_id', 'question_id'], ['openquestion.workspace_id', 'openquestion.id'], name='fk_proposedanswer_workspace_id_question_id'),
        sa.PrimaryKeyConstraint('id', name='pk_proposedanswer'),
        sa.UniqueConstraint('workspace_id', 'question_id', 'claim_id', 'wording', name='proposed'),
    )
    op.create_index('ix_proposedanswer_question_id', 'proposedanswer', ['question_id'])
    op.create_index('ix_proposedanswer_told_at', 'proposedanswer', ['told_at'])


def downgrade() -> None:
    op.drop_table('proposedanswer')
