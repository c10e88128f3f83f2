"""Where the routes find the templates."""

from fastapi import Request

from api.templates.sheet import TemplateLibrary


def library_of(request: Request) -> TemplateLibrary:
    """The templates of the running application."""
    found: TemplateLibrary = request.app.state.services.templates
    return found
