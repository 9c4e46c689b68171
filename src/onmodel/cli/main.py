"""The command `onmodel`."""

import typer

from onmodel.cli import (
    backups,
    boards,
    characters,
    clips,
    cuts,
    demo,
    doctor,
    heroes,
    jobs,
    models,
    people,
    places,
    scores,
    scripts,
    servers,
    styles,
)

app = typer.Typer(
    name="onmodel", no_args_is_help=True, pretty_exceptions_show_locals=False, add_completion=False,
    help="Keeps a generative film on model: script and photographs in, a consistent, scored storyboard out.",
)  # fmt: skip
app.command()(boards.storyboard)
app.command()(scripts.breakdown)
app.command()(boards.validate)
app.command()(boards.retake)
app.add_typer(cuts.app, name="cut")
app.command()(heroes.heroes)
app.command()(clips.clips)
app.command()(scores.score)
app.add_typer(models.app, name="models")
app.add_typer(characters.app, name="character")
app.add_typer(styles.app, name="style")
app.add_typer(places.app, name="environment")
app.add_typer(jobs.app, name="jobs")
app.command()(demo.demo)
app.command()(doctor.doctor)
app.command()(backups.sweep)
app.command()(backups.backup)
app.command()(backups.restore)
app.command()(servers.serve)
app.command()(servers.worker)
app.add_typer(servers.database, name="db")
app.add_typer(people.people, name="people")
app.add_typer(people.tokens, name="token")
