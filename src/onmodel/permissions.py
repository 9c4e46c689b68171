"""What each route asks of who calls it: one table, shown in docs/permissions.md, held by tests/test_permissions.py."""

from onmodel.projects.rules import Action

PERMISSIONS: dict[str, Action] = {
    # projects
    "list_projects": Action.ACCOUNT,
    "create_project": Action.ACCOUNT,
    "read_project": Action.READ,
    # assets
    "read_asset": Action.READ,
    "read_thumbnail": Action.READ,
    # jobs
    "list_jobs": Action.READ,
    "read_job": Action.READ,
    "cancel_job": Action.EDIT,
    "retry_job": Action.EDIT,
    # characters
    "create_character": Action.EDIT,
    "list_characters": Action.READ,
    "get_character": Action.READ,
    # storyboards
    "create_storyboard": Action.EDIT,
    "list_storyboards": Action.READ,
    "get_storyboard": Action.READ,
    "regenerate_frame": Action.EDIT,
    "validate_storyboard": Action.EDIT,
    "get_deliverable": Action.READ,
    # versions
    "list_character_versions": Action.READ,
    "compare_character_versions": Action.READ,
    "draw_character_versions": Action.READ,
    "get_character_version": Action.READ,
    "list_storyboard_versions": Action.READ,
    "compare_storyboard_versions": Action.READ,
    "draw_storyboard_versions": Action.READ,
    "get_storyboard_version": Action.READ,
}
