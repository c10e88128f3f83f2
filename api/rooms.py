"""Which routers the application is made of, in one list."""

import importlib

from fastapi import FastAPI

ROOMS = (
    "api.ask.routes",
    "api.knowledge.routes",
    "api.assess.routes",
    "api.train.routes",
    "api.web.pages",
)


def plug_in(app: FastAPI) -> None:
    """Include the `router` of every room."""
    for name in ROOMS:
        app.include_router(importlib.import_module(name).router)
