"""The guide as a Model Context Protocol server: four tools and the documents, over the same answers."""

from functools import partial
from typing import Annotated, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError, ToolError
from mcp.server.mcpserver.resources.types import FunctionResource
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field

from api.ask.reply import Audience, Reply
from api.doors import openai_chat
from api.doors.mcp_documents import document_markdown
from api.errors import ApiError
from api.knowledge import views
from api.services import Services
from api.version import VERSION
from graph.errors import GraphError

INSTRUCTIONS = (
    "Cited guidance on Public Social Partnerships (PSPs) in Scotland. `ask` answers a question from reviewed "
    "sources or says that they do not; keep its citations with what you repeat. `search` finds passages, "
    "`get_document` reads one whole, `mitigations_for` tells what helps against a barrier. Not legal advice."
)
_READS = ToolAnnotations(
    read_only_hint=True, open_world_hint=False, destructive_hint=False, idempotent_hint=True
)
SCHEME = "psp://documents/"

Question = Annotated[str, Field(min_length=1, max_length=1000, description="a question in plain words")]
Limit = Annotated[int, Field(ge=1, le=20, description="how many passages")]
Conversation = Annotated[
    str | None, Field(max_length=64, description="conversation_id of an earlier answer, for a follow-up")
]
DocumentName = Annotated[str, Field(max_length=120, description="for example process/what-is-a-psp")]
BarrierName = Annotated[
    str,
    Field(
        max_length=80,
        description="a slug, for example unclear-problem; an unknown one is answered with near ones",
    ),
]


def build_server(services: Services, base: str) -> MCPServer[Any]:
    """The server; `base` is the address of the pages that citations link to, or empty."""
    server: MCPServer[Any] = MCPServer(
        "psp-guide", title="PSP Guide", instructions=INSTRUCTIONS, version=VERSION, log_level="WARNING"
    )
    tools = _Tools(services, base)
    for tool in (tools.ask, tools.search, tools.mitigations_for, tools.get_document):
        server.add_tool(tool, annotations=_READS)
    for document in services.corpus.documents:
        server.add_resource(
            FunctionResource(
                uri=SCHEME + document.id,
                name=document.id,
                title=document.front.title,
                description=document.front.summary,
                mime_type="text/markdown",
                fn=partial(tools.resource, *document.id.split("/")),  # as it is then: a new index may come
            )
        )
    server.resource(
        SCHEME + "{kind}/{name}", name="document", title="A document of the guide", mime_type="text/markdown"
    )(tools.resource)
    return server


class _Tools:
    """What an assistant can do; the docstrings are what it is told."""

    def __init__(self, services: Services, base: str) -> None:
        self._services, self._base = services, base

    def ask(
        self, question: Question, conversation_id: Conversation = None, audience: Audience | None = None
    ) -> Annotated[CallToolResult, Reply]:
        """Answer a question on Public Social Partnerships from reviewed sources, cited, or refuse."""
        try:
            reply = self._services.desk.ask(question, conversation_id, audience)
        except ApiError as error:
            raise ToolError(error.detail) from error
        return _both(openai_chat.markdown(reply, self._base), reply.as_json())

    def search(self, query: Question, limit: Limit = 8) -> Annotated[CallToolResult, dict[str, Any]]:
        """Find the passages of the guide that are nearest to a query, best first."""
        if not query.strip():
            raise ToolError("Write at least one word.")
        found = views.search(self._services.knowledge, query, limit)
        lines = [f"{r['passage_id']} ({r['title']}: {r['heading']})\n{r['text']}" for r in found["results"]]
        return _both("\n\n".join(lines), found)

    def mitigations_for(self, barrier: BarrierName) -> Annotated[CallToolResult, dict[str, Any]]:
        """Tell what helps against a barrier, where it was tried, and the passages that say so."""
        try:
            found = views.mitigations(self._services.graph, barrier)
        except GraphError as error:
            raise ToolError(str(error)) from error
        return _both(
            "\n\n".join(_help(one) for one in found["mitigations"]) or "The sources name nothing that helps.",
            found,
        )

    def get_document(self, document_id: DocumentName) -> Annotated[CallToolResult, dict[str, Any]]:
        """Read one document of the guide whole, sentence by sentence with its citations."""
        document = self._services.knowledge.documents.get(document_id)
        if document is None:
            raise ToolError(f"There is no document '{document_id}'; use search to find one.")
        sources = self._services.knowledge.sources
        return _both(document_markdown(document, sources), views.document(document, sources))

    def resource(self, kind: str, name: str) -> str:
        """One document of the guide as Markdown."""
        document = self._services.knowledge.documents.get(f"{kind}/{name}")
        if document is None:
            raise ResourceNotFoundError(f"There is no document '{kind}/{name}'.")
        return document_markdown(document, self._services.knowledge.sources)


def _both(text: str, data: dict[str, Any]) -> CallToolResult:
    """The same for the eye of a model and as data."""
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=data)


def _help(found: dict[str, Any]) -> str:
    tried = ", ".join(pilot["title"] for pilot in found["tried_in"]) or "the sources name no pilot"
    return (
        f"{found['mitigation']['title']} ({found['edge']['strength']})\n"
        f"First action: {found['first_action']}\n"
        f"Tried in: {tried}\nEvidence: {', '.join(found['edge']['evidence'])}"
    )
