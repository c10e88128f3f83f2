"""Which routers the application is made of, in one list."""

from fastapi import FastAPI

from api.ask import routes as ask
from api.assess import routes as assess
from api.curate import routes_feedback
from api.doors import (
    routes_admin,
    routes_curation,
    routes_embed,
    routes_metrics,
    routes_openai,
    routes_stream,
)
from api.frame import static_files
from api.knowledge import routes as knowledge
from api.templates import routes as templates
from api.train import routes as train
from api.web import pages, pages_about, pages_knowledge, pages_map, pages_short, pages_start

ROUTERS = (
    ask.router,
    knowledge.router,
    assess.router,
    train.router,
    templates.router,
    routes_feedback.router,
    routes_embed.router,
    routes_stream.router,
    routes_openai.router,
    routes_admin.router,
    routes_curation.router,
    routes_metrics.router,
    static_files.router,
    pages.router,
    pages_knowledge.router,
    pages_start.router,
    pages_map.router,
    pages_short.router,
    pages_about.router,
)


def include_routers(app: FastAPI) -> None:
    """Give the application every address there is."""
    for router in ROUTERS:
        app.include_router(router)
