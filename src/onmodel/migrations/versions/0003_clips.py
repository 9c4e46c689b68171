"""clips."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "cut",
        sa.Column("storyboard_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("settings", JSON, nullable=False),
        sa.Column("items", JSON, nullable=False),
        sa.Column("sounds", JSON, nullable=False),
        sa.Column("conformed", JSON, nullable=False),
        sa.Column("project_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("name_was", sa.String(length=200), server_default=sa.text("('')"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("search", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_cut_project_id_project")),
        sa.ForeignKeyConstraint(
            ["storyboard_id"], ["storyboard.id"], name=op.f("fk_cut_storyboard_id_storyboard"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cut")),
        sa.UniqueConstraint("project_id", "name", name=op.f("uq_cut_project_id_name")),
    )
    with op.batch_alter_table("cut", schema=None) as batch_op:
        batch_op.create_index("ix_cut_project_created", ["project_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cut_storyboard_id"), ["storyboard_id"], unique=False)

    op.create_table(
        "hero_choice",
        sa.Column("project_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("generation_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("shot_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("take_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["generation_id"],
            ["generation.id"],
            name=op.f("fk_hero_choice_generation_id_generation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_hero_choice_project_id_project")),
        sa.ForeignKeyConstraint(["shot_id"], ["shot.id"], name=op.f("fk_hero_choice_shot_id_shot"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["take_id"], ["take.id"], name=op.f("fk_hero_choice_take_id_take"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hero_choice")),
        sa.UniqueConstraint("shot_id", name=op.f("uq_hero_choice_shot_id")),
    )
    op.create_table(
        "prompt_suggestion",
        sa.Column("project_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("generation_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("shot_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("take_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("dimension", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("prompt", sa.String(), nullable=False),
        sa.Column("negative_prompt", sa.String(), nullable=False),
        sa.Column("move", sa.String(length=16), nullable=True),
        sa.Column("speed", sa.Double(), nullable=True),
        sa.Column("added", JSON, nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("job_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("made_take_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("gain", sa.Double(), nullable=True),
        sa.Column("dimension_gain", sa.Double(), nullable=True),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["generation_id"],
            ["generation.id"],
            name=op.f("fk_prompt_suggestion_generation_id_generation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_prompt_suggestion_job_id_job")),
        sa.ForeignKeyConstraint(["made_take_id"], ["take.id"], name=op.f("fk_prompt_suggestion_made_take_id_take")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_prompt_suggestion_project_id_project")),
        sa.ForeignKeyConstraint(
            ["shot_id"], ["shot.id"], name=op.f("fk_prompt_suggestion_shot_id_shot"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["take_id"], ["take.id"], name=op.f("fk_prompt_suggestion_take_id_take"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompt_suggestion")),
        sa.UniqueConstraint("take_id", "rank", name=op.f("uq_prompt_suggestion_take_id_rank")),
    )
    with op.batch_alter_table("prompt_suggestion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_prompt_suggestion_generation_id"), ["generation_id"], unique=False)

    with op.batch_alter_table("generation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("clips_job_id", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.add_column(sa.Column("settings", JSON, server_default=sa.text("'{}'"), nullable=False))
        batch_op.add_column(sa.Column("scenes", JSON, server_default=sa.text("'{}'"), nullable=False))
        batch_op.add_column(sa.Column("selections", JSON, server_default=sa.text("'{}'"), nullable=False))
        batch_op.create_foreign_key(batch_op.f("fk_generation_clips_job_id_job"), "job", ["clips_job_id"], ["id"])

    with op.batch_alter_table("quality_metric", schema=None) as batch_op:
        batch_op.add_column(sa.Column("official", sa.Boolean(), server_default=sa.text("(false)"), nullable=False))

    with op.batch_alter_table("storyboard", schema=None) as batch_op:
        batch_op.add_column(sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("take", schema=None) as batch_op:
        batch_op.add_column(sa.Column("generation_id", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.add_column(sa.Column("move", sa.String(length=16), server_default=sa.text("('')"), nullable=False))
        batch_op.add_column(sa.Column("speed", sa.Double(), server_default=sa.text("1"), nullable=False))
        batch_op.add_column(sa.Column("frames", sa.Integer(), server_default=sa.text("0"), nullable=False))
        batch_op.add_column(sa.Column("rate", sa.Integer(), server_default=sa.text("0"), nullable=False))
        batch_op.add_column(sa.Column("cost", sa.Double(), server_default=sa.text("0"), nullable=False))
        batch_op.add_column(sa.Column("report", JSON, server_default=sa.text("'{}'"), nullable=False))
        batch_op.create_index(batch_op.f("ix_take_generation_id"), ["generation_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_take_generation_id_generation"), "generation", ["generation_id"], ["id"]
        )


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("take", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_take_generation_id_generation"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_take_generation_id"))
        batch_op.drop_column("report")
        batch_op.drop_column("cost")
        batch_op.drop_column("rate")
        batch_op.drop_column("frames")
        batch_op.drop_column("speed")
        batch_op.drop_column("move")
        batch_op.drop_column("generation_id")

    with op.batch_alter_table("storyboard", schema=None) as batch_op:
        batch_op.drop_column("deleted_at")

    with op.batch_alter_table("quality_metric", schema=None) as batch_op:
        batch_op.drop_column("official")

    with op.batch_alter_table("generation", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_generation_clips_job_id_job"), type_="foreignkey")
        batch_op.drop_column("selections")
        batch_op.drop_column("scenes")
        batch_op.drop_column("settings")
        batch_op.drop_column("clips_job_id")

    with op.batch_alter_table("prompt_suggestion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_prompt_suggestion_generation_id"))

    op.drop_table("prompt_suggestion")
    op.drop_table("hero_choice")
    with op.batch_alter_table("cut", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cut_storyboard_id"))
        batch_op.drop_index("ix_cut_project_created")

    op.drop_table("cut")
