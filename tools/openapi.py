"""Writes what the pages are generated from: `web/openapi.json` (the API) and `web/protocol.json` (its socket).

python tools/openapi.py           then: cd web && pnpm generate
"""

import json
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from pydantic import TypeAdapter

from onmodel.api import ROUTERS
from onmodel.live.project_protocol import FromClient, FromServer

WEB = Path(__file__).parents[1] / "web"


def api() -> dict[str, Any]:
    """The OpenAPI document of all routers; no database is opened."""
    app = FastAPI(title="Onmodel", version="1", generate_unique_id_function=lambda route: route.name)
    for router in ROUTERS:
        app.include_router(router)
    return app.openapi()


def protocol() -> dict[str, Any]:
    """JSON Schema of the messages at `/ws/projects/{project_id}`, both ways."""
    schemas = {
        "FromClient": TypeAdapter(FromClient).json_schema(ref_template="#/$defs/{model}", mode="serialization"),
        "FromServer": TypeAdapter(FromServer).json_schema(ref_template="#/$defs/{model}", mode="serialization"),
    }
    defs = {name: model for schema in schemas.values() for name, model in schema.pop("$defs", {}).items()}
    for model in defs.values():  # titles would become type names; what the server sends it always sends whole
        for value in model.get("properties", {}).values():
            value.pop("title", None)
        model["required"] = sorted(model.get("properties", {}))
    return {"title": "Protocol", "type": "object", "properties": schemas, "required": sorted(schemas), "$defs": defs}


def written(schema: dict[str, Any]) -> str:
    """As it stands in the file: the same schema is the same bytes."""
    return json.dumps(schema, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    (WEB / "openapi.json").write_text(written(api()))
    (WEB / "protocol.json").write_text(written(protocol()))
