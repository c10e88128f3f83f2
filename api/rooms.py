"""Which routers the application is made of, in one list."""

import importlib

from fastapi import FastAPI
from starlette.routing import Match

ROOMS = (
    "api.ask.routes",
    "api.knowledge.routes",
    "api.assess.routes",
    "api.train.routes",
    "api.curate.routes_feedback",
    "api.partners.routes_embed",
    "api.partners.routes_stream",
    "api.partners.routes_openai",
    "api.partners.routes_admin",
    "api.partners.routes_metrics",
    "api.web.static_files",
    "api.web.pages",
    "api.web.pages_knowledge",
    "api.web.pages_start",
    "api.web.pages_map",
    "api.web.pages_about",
)


def plug_in(app: FastAPI) -> None:
    """Include the `router` of every room."""
    for name in ROOMS:
        app.include_router(importlib.import_module(name).router)


def is_there(app: FastAPI, address: str) -> bool:
    """Whether some room answers at this address."""
    scope = {"type": "http", "method": "GET", "path": address, "root_path": "", "headers": []}
    return any(route.matches(scope)[0] is Match.FULL for route in app.routes)
