"""first light."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "project",
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
        sa.UniqueConstraint("slug", name=op.f("uq_project_slug")),
    )
    op.create_table(
        "asset",
        sa.Column("project_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("storage_key", sa.String(length=120), nullable=False),
        sa.Column("made_by", JSON, nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_asset_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset")),
        sa.UniqueConstraint("project_id", "sha256", name=op.f("uq_asset_project_id_sha256")),
    )
    with op.batch_alter_table("asset", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_asset_sha256"), ["sha256"], unique=False)

    op.create_table(
        "character",
        sa.Column("project_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("base_prompt", sa.String(), nullable=False),
        sa.Column("dna", JSON, nullable=False),
        sa.Column("metadata", JSON, nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_character_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_character")),
        sa.UniqueConstraint("project_id", "name", name=op.f("uq_character_project_id_name")),
    )
    with op.batch_alter_table("character", schema=None) as batch_op:
        batch_op.create_index("ix_character_project_created", ["project_id", "id"], unique=False)

    op.create_table(
        "job",
        sa.Column("project_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("queue", sa.String(length=32), nullable=False),
        sa.Column("tier", sa.String(length=16), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("parent_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("idempotency_key", sa.String(length=200), nullable=True),
        sa.Column("initiated_by", sa.String(length=64), nullable=False),
        sa.Column("params", JSON, nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(length=128), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("beat", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_requested", sa.Boolean(), nullable=False),
        sa.Column("progress", sa.Double(), nullable=False),
        sa.Column("stage", sa.String(length=64), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("eta_seconds", sa.Double(), nullable=True),
        sa.Column("result", JSON, nullable=True),
        sa.Column("error", JSON, nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["job.id"], name=op.f("fk_job_parent_id_job")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_job_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_job_idempotency_key")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_job_project_id"), ["project_id"], unique=False)
        batch_op.create_index("ix_job_state_queue_priority", ["state", "queue", "priority"], unique=False)
        batch_op.create_index(batch_op.f("ix_job_worker"), ["worker"], unique=False)

    op.create_table(
        "screenplay",
        sa.Column("project_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("format", sa.String(length=16), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("warnings", JSON, nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_screenplay_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screenplay")),
        sa.UniqueConstraint("project_id", "sha256", name=op.f("uq_screenplay_project_id_sha256")),
    )
    op.create_table(
        "character_reference",
        sa.Column("character_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("asset_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("quality", sa.Double(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["asset_id"], ["asset.id"], name=op.f("fk_character_reference_asset_id_asset")),
        sa.ForeignKeyConstraint(
            ["character_id"],
            ["character.id"],
            name=op.f("fk_character_reference_character_id_character"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_character_reference")),
        sa.UniqueConstraint("character_id", "position", name=op.f("uq_character_reference_character_id_position")),
    )
    op.create_table(
        "job_event",
        sa.Column("job_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("payload", JSON, nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_job_event_job_id_job"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_event")),
        sa.UniqueConstraint("job_id", "seq", name=op.f("uq_job_event_job_id_seq")),
    )
    op.create_table(
        "scene",
        sa.Column("screenplay_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("int_ext", sa.String(length=16), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("time", sa.String(length=16), nullable=False),
        sa.Column("mood", sa.String(length=16), nullable=False),
        sa.Column("synopsis", sa.String(), nullable=False),
        sa.Column("characters", JSON, nullable=False),
        sa.Column("props", JSON, nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["screenplay_id"], ["screenplay.id"], name=op.f("fk_scene_screenplay_id_screenplay"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scene")),
        sa.UniqueConstraint("screenplay_id", "position", name=op.f("uq_scene_screenplay_id_position")),
    )
    op.create_table(
        "storyboard",
        sa.Column("project_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("screenplay_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("settings", JSON, nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("warnings", JSON, nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_storyboard_project_id_project")),
        sa.ForeignKeyConstraint(
            ["screenplay_id"], ["screenplay.id"], name=op.f("fk_storyboard_screenplay_id_screenplay")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_storyboard")),
        sa.UniqueConstraint("project_id", "key", name=op.f("uq_storyboard_project_id_key")),
    )
    with op.batch_alter_table("storyboard", schema=None) as batch_op:
        batch_op.create_index("ix_storyboard_project", ["project_id", "id"], unique=False)

    op.create_table(
        "continuity_report",
        sa.Column("project_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("storyboard_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("overall", sa.Double(), nullable=True),
        sa.Column("cells", JSON, nullable=False),
        sa.Column("summary", JSON, nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_continuity_report_project_id_project")),
        sa.ForeignKeyConstraint(
            ["storyboard_id"],
            ["storyboard.id"],
            name=op.f("fk_continuity_report_storyboard_id_storyboard"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_continuity_report")),
    )
    with op.batch_alter_table("continuity_report", schema=None) as batch_op:
        batch_op.create_index("ix_continuity_report_storyboard", ["storyboard_id", "id"], unique=False)

    op.create_table(
        "generation",
        sa.Column("project_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("storyboard_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("parent_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("job_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("changes", JSON, nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_generation_job_id_job")),
        sa.ForeignKeyConstraint(["parent_id"], ["generation.id"], name=op.f("fk_generation_parent_id_generation")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_generation_project_id_project")),
        sa.ForeignKeyConstraint(
            ["storyboard_id"],
            ["storyboard.id"],
            name=op.f("fk_generation_storyboard_id_storyboard"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_generation")),
        sa.UniqueConstraint("storyboard_id", "number", name=op.f("uq_generation_storyboard_id_number")),
    )
    op.create_table(
        "shot",
        sa.Column("project_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("storyboard_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("scene_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("framing", sa.String(length=24), nullable=False),
        sa.Column("angle", sa.String(length=16), nullable=False),
        sa.Column("lens_mm", sa.Integer(), nullable=False),
        sa.Column("move", sa.String(length=16), nullable=False),
        sa.Column("characters", JSON, nullable=False),
        sa.Column("duration_frames", sa.Integer(), nullable=False),
        sa.Column("negative_prompt", sa.String(), nullable=False),
        sa.Column("staging", JSON, nullable=False),
        sa.Column("blocking", JSON, nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_shot_project_id_project")),
        sa.ForeignKeyConstraint(["scene_id"], ["scene.id"], name=op.f("fk_shot_scene_id_scene")),
        sa.ForeignKeyConstraint(
            ["storyboard_id"], ["storyboard.id"], name=op.f("fk_shot_storyboard_id_storyboard"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shot")),
        sa.UniqueConstraint("storyboard_id", "position", name=op.f("uq_shot_storyboard_id_position")),
    )
    op.create_table(
        "storyboard_character",
        sa.Column("storyboard_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("character_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("script_name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["character_id"], ["character.id"], name=op.f("fk_storyboard_character_character_id_character")
        ),
        sa.ForeignKeyConstraint(
            ["storyboard_id"],
            ["storyboard.id"],
            name=op.f("fk_storyboard_character_storyboard_id_storyboard"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_storyboard_character")),
        sa.UniqueConstraint(
            "storyboard_id", "script_name", name=op.f("uq_storyboard_character_storyboard_id_script_name")
        ),
    )
    op.create_table(
        "take",
        sa.Column("project_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("storyboard_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("shot_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("parent_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("request_hash", sa.String(length=32), nullable=False),
        sa.Column("prompt", sa.String(), nullable=False),
        sa.Column("negative_prompt", sa.String(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("backend", sa.String(length=64), nullable=False),
        sa.Column("tier", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("circled", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("changed", sa.String(), nullable=False),
        sa.Column("asset_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("ids_asset_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("scene", JSON, nullable=False),
        sa.Column("sight", JSON, nullable=False),
        sa.Column("manifest", JSON, nullable=False),
        sa.Column("scores", JSON, nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["asset_id"], ["asset.id"], name=op.f("fk_take_asset_id_asset")),
        sa.ForeignKeyConstraint(["ids_asset_id"], ["asset.id"], name=op.f("fk_take_ids_asset_id_asset")),
        sa.ForeignKeyConstraint(["parent_id"], ["take.id"], name=op.f("fk_take_parent_id_take")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_take_project_id_project")),
        sa.ForeignKeyConstraint(["shot_id"], ["shot.id"], name=op.f("fk_take_shot_id_shot"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["storyboard_id"], ["storyboard.id"], name=op.f("fk_take_storyboard_id_storyboard"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_take")),
        sa.UniqueConstraint("shot_id", "request_hash", name=op.f("uq_take_shot_id_request_hash")),
    )
    with op.batch_alter_table("take", schema=None) as batch_op:
        batch_op.create_index("ix_take_shot_number", ["shot_id", "number"], unique=False)

    op.create_table(
        "quality_metric",
        sa.Column("take_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("character", sa.String(length=200), nullable=False),
        sa.Column("dimension", sa.String(length=32), nullable=False),
        sa.Column("raw", sa.Double(), nullable=True),
        sa.Column("normalised", sa.Double(), nullable=True),
        sa.Column("backbone", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["take_id"], ["take.id"], name=op.f("fk_quality_metric_take_id_take"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_metric")),
        sa.UniqueConstraint(
            "take_id",
            "character",
            "dimension",
            "backbone",
            name=op.f("uq_quality_metric_take_id_character_dimension_backbone"),
        ),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("quality_metric")
    with op.batch_alter_table("take", schema=None) as batch_op:
        batch_op.drop_index("ix_take_shot_number")

    op.drop_table("take")
    op.drop_table("storyboard_character")
    op.drop_table("shot")
    op.drop_table("generation")
    with op.batch_alter_table("continuity_report", schema=None) as batch_op:
        batch_op.drop_index("ix_continuity_report_storyboard")

    op.drop_table("continuity_report")
    with op.batch_alter_table("storyboard", schema=None) as batch_op:
        batch_op.drop_index("ix_storyboard_project")

    op.drop_table("storyboard")
    op.drop_table("scene")
    op.drop_table("job_event")
    op.drop_table("character_reference")
    op.drop_table("screenplay")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_job_worker"))
        batch_op.drop_index("ix_job_state_queue_priority")
        batch_op.drop_index(batch_op.f("ix_job_project_id"))
        batch_op.drop_index(batch_op.f("ix_job_parent_id"))

    op.drop_table("job")
    with op.batch_alter_table("character", schema=None) as batch_op:
        batch_op.drop_index("ix_character_project_created")

    op.drop_table("character")
    with op.batch_alter_table("asset", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_asset_sha256"))

    op.drop_table("asset")
    op.drop_table("project")
