"""The workspace: the built pages (`web/`, built into `pages/`), as files that a browser may keep."""

from importlib.resources import files
from pathlib import Path
from typing import Final

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse, Response

PAGES: Final = Path(str(files("onmodel"))) / "pages"
ROUTES = ("/", "/login", "/join", "/password", "/review", "/p/{rest:path}")  # where the pages' own router goes on
FOR_EVER = "public, max-age=31536000, immutable"  # a file's name holds the hash of what is in it
TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
POLICY = "; ".join(
    (
        "default-src 'self'", "img-src 'self' blob: data:", "media-src 'self' blob:",
        "style-src 'self' 'unsafe-inline'",
        "connect-src 'self' ws: wss:", "worker-src 'self' blob:", "object-src 'none'", "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)  # fmt: skip
NOT_BUILT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Onmodel</title>
<body style="background:#262626;color:#e8e8e8;font:16px/1.5 sans-serif;max-width:40rem;margin:4rem auto">
<h1>The pages are not built</h1><p>The API answers. In a checkout, <code>make setup</code> builds the pages; a wheel
has them in it.</p></html>"""


def add_workspace(app: FastAPI, pages: Path = PAGES) -> None:
    """Serve the pages: every address of theirs is the same page, which finds its way itself."""

    def page() -> Response:
        headers = {"Cache-Control": "no-cache", "Content-Security-Policy": POLICY, "Referrer-Policy": "same-origin"}
        index = pages / "index.html"
        if not index.exists():
            return HTMLResponse(NOT_BUILT, 503, headers)
        return FileResponse(index, headers=headers, media_type="text/html")

    def part(request: Request, name: str) -> Response:
        return _part(request, pages / "assets", name)

    def icon() -> Response:
        return FileResponse(pages / "icon.svg", media_type="image/svg+xml")

    for path in ROUTES:
        app.add_api_route(path, page, include_in_schema=False, response_class=HTMLResponse)
    app.add_api_route("/assets/{name}", part, include_in_schema=False)
    app.add_api_route("/icon.svg", icon, include_in_schema=False)


def _part(request: Request, folder: Path, name: str) -> Response:
    """A built file, as it was packed at build time where the browser takes that."""
    found = folder / name
    if found.parent != folder or not found.is_file():
        raise HTTPException(404, "There is no such file; load the page again")
    packed = found.with_name(f"{name}.gz")
    headers = {"Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"}
    if packed.is_file() and "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        found = packed
    return FileResponse(found, headers=headers, media_type=TYPES.get(Path(name).suffix))
