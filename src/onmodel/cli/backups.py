"""Commands that look after what is kept: sweep, backup, restore."""

from onmodel import bootstrap
from onmodel.assets import service as assets
from onmodel.cli.console import Json, err, out, print_json, spoken_errors
from onmodel.settings import get_settings


def sweep(as_json: Json = False) -> None:
    """Delete pictures that no row points to: condemned by one run, deleted by one an hour later. Run it each hour."""
    with spoken_errors():
        product = bootstrap.open_product(get_settings())
        blobs = product.backends.blobs
        with product.database.transaction() as session:
            removed = assets.remove_orphans(session, blobs)
            condemned = assets.condemn_orphans(session, blobs)
            missing = assets.dangling(session, blobs)
    if as_json:
        print_json({"removed": removed, "condemned": condemned, "missing": missing})
        return
    out.print(f"{removed} removed, {condemned} condemned, {len(missing)} missing", highlight=False)
    for key in missing:
        err.print(f"[red]missing:[/] {key}", highlight=False)
