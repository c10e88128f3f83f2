import os
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import anyio
import httpx
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.shared.exceptions import MCPError

from tests.doors.conftest import Site
from tests.eventually import SECONDS

JSON = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}


def with_client(target: Any, work: Callable[[Client], Awaitable[None]]) -> None:
    async def run() -> None:
        with anyio.fail_after(SECONDS):
            async with Client(target) as client:
                await work(client)

    anyio.run(run)


async def use_everything(client: Client) -> None:
    """What an assistant does: look around, ask, search, read."""
    tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert set(tools) == {"ask", "search", "mitigations_for", "get_document"}
    assert all(tool.description and tool.output_schema for tool in tools.values())

    answered = await client.call_tool("ask", {"question": "What is a PSP?"})
    reply = answered.structured_content
    assert (reply["status"], answered.is_error) == ("answered", False)
    assert "[^1]: " in answered.content[0].text
    followed = await client.call_tool(
        "ask", {"question": "How long does it take?", "conversation_id": reply["conversation_id"]}
    )
    assert followed.structured_content["conversation_id"] == reply["conversation_id"]

    found = (await client.call_tool("search", {"query": "culture change", "limit": 3})).structured_content
    assert len(found["results"]) == 3
    document = await client.call_tool("get_document", {"document_id": found["results"][0]["document_id"]})
    assert document.structured_content["id"] == found["results"][0]["document_id"]
    helps = (await client.call_tool("mitigations_for", {"barrier": "unclear-problem"})).structured_content
    assert helps["mitigations"][0]["edge"]["evidence"]

    for tool, arguments in (
        ("get_document", {"document_id": "no/such"}),
        ("mitigations_for", {"barrier": "unclear-problm"}),
        ("ask", {"question": ""}),
    ):
        wrong = await client.call_tool(tool, arguments)
        assert wrong.is_error
    assert (
        "unclear-problem"
        in (await client.call_tool("mitigations_for", {"barrier": "unclear-problm"})).content[0].text
    )


async def read_resources(client: Client) -> None:
    listed = (await client.list_resources()).resources
    about = next(r for r in listed if r.name == "process/what-is-a-psp")
    text = (await client.read_resource(about.uri)).contents[0].text
    assert text.startswith("# ")
    assert "[^1]: " in text
    with pytest.raises(MCPError):
        await client.read_resource("psp://documents/process/none-such")


def test_an_assistant_uses_all_tools_over_http(site: Site) -> None:
    with_client(f"{site.base}/mcp", use_everything)


def test_documents_are_resources_over_http(site: Site) -> None:
    with_client(f"{site.base}/mcp", read_resources)


def test_an_assistant_uses_all_tools_over_stdio(site: Site) -> None:
    settings = site.services.settings
    environment = {
        **os.environ,
        "PSP_DATA_DIR": str(settings.data_dir),
        "PSP_DATABASE_URL": settings.database,
    }
    command = StdioServerParameters(
        command=sys.executable, args=["-c", "from api.cli import main; main()", "mcp"], env=environment
    )
    with_client(stdio_client(command), use_everything)


@pytest.mark.parametrize("version", ["2024-11-05", "2025-03-26", "2025-06-18"])
def test_a_client_of_an_older_protocol_is_served(site: Site, version: str) -> None:
    begin = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": version,
            "capabilities": {},
            "clientInfo": {"name": "old", "version": "0"},
        },
    }
    with httpx.Client(base_url=site.base, timeout=60) as http:
        first = http.post("/mcp", json=begin, headers=JSON)
        assert first.json()["result"]["protocolVersion"] == version
        call = {
            "jsonrpc": "2.0",
            "id": 2,
            "method": "tools/call",
            "params": {"name": "ask", "arguments": {"question": "What is a PSP?"}},
        }
        done = http.post("/mcp", json=call, headers={**JSON, "MCP-Protocol-Version": version})
        assert done.json()["result"]["structuredContent"]["status"] == "answered"


def test_nonsense_and_strangers_are_refused(site: Site) -> None:
    with httpx.Client(base_url=site.base, timeout=60) as http:
        unknown = http.post(
            "/mcp",
            json={"jsonrpc": "2.0", "id": 1, "method": "tools/list"},
            headers={**JSON, "MCP-Protocol-Version": "1999-01-01"},
        )
        assert unknown.status_code == 400
        assert http.post("/mcp", content=b"{", headers=JSON).status_code == 400
        stranger = http.post("/mcp", json={}, headers={**JSON, "Origin": "https://evil.example"})
        assert (stranger.status_code, stranger.json()["status"]) == (403, 403)
        assert http.get("/healthz").status_code == 200


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT", "HEAD"])
def test_there_is_no_stream_to_open(site: Site, method: str) -> None:
    told = httpx.request(method, f"{site.base}/mcp", headers={"Accept": "text/event-stream"}, timeout=SECONDS)
    assert (told.status_code, told.headers["allow"]) == (405, "POST")
