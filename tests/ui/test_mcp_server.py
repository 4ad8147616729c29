"""The tools for other programs: what they are told to be, what they give, and who may use them over HTTP."""

import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TextIO, TypeVar

import anyio
import jsonschema
import pytest
from fastapi.testclient import TestClient
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.types import CallToolResult, TextContent, Tool
from typer.testing import CliRunner

from assistant.types import Answer, SearchResult
from assistant.wording import say
from tests.ui import fakes
from ui.answering import Desk
from ui.command_line import build
from ui.mcp_server import mcp_server
from ui.server_settings import ServerSettings

T = TypeVar("T")
ROOT = Path(__file__).parents[2]
ACCEPTED = {"accept": "application/json, text/event-stream"}


def connected(use: Callable[[Client], Awaitable[T]], desk: Desk | None = None) -> T:
    """What a client in the same process gets of the server."""

    async def run() -> T:
        async with Client(mcp_server(desk or Desk(fakes.FakeAssistant()), "de")) as client:
            return await use(client)

    return anyio.run(run)


def called(name: str, **arguments: object) -> CallToolResult:
    """The result of a tool."""
    return connected(lambda client: client.call_tool(name, arguments))


def text_of(result: CallToolResult) -> str:
    """The text of a result, which is its only content."""
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def tools(desk: Desk | None = None) -> dict[str, Tool]:
    """The tools by name."""

    async def use(client: Client) -> dict[str, Tool]:
        return {tool.name: tool for tool in (await client.list_tools()).tools}

    return connected(use, desk)


def test_there_are_three_tools_that_read_only() -> None:
    offered = tools()
    assert set(offered) == {"ask", "search", "compare"}
    assert all(tool.annotations and tool.annotations.read_only_hint and tool.title and tool.description for tool in offered.values())
    assert offered["ask"].input_schema["required"] == ["question"]


def test_the_tools_that_ask_say_what_is_kept_of_questions_and_else_nothing(tmp_path: Path) -> None:
    def told(desk: Desk) -> dict[str, list[bool]]:
        kept = [say("en", "api.logs_questions"), say("en", "api.keeps_declined")]
        return {name: [text in (tool.description or "") for text in kept] for name, tool in tools(desk).items()}

    nothing = [False, False]
    assert told(Desk(fakes.FakeAssistant())) == {"ask": nothing, "search": nothing, "compare": nothing}
    logging = Desk(fakes.FakeAssistant(), logs_questions=True)
    assert told(logging) == {"ask": [True, False], "search": nothing, "compare": [True, False]}
    keeping = Desk(fakes.FakeAssistant(), tmp_path / "declined.jsonl")
    assert told(keeping) == {"ask": [False, True], "search": nothing, "compare": [False, True]}


def test_ask_gives_the_answer_record_and_its_text_with_quote_and_page() -> None:
    result = called("ask", question=fakes.PAY)
    assert Answer.model_validate(result.structured_content) == fakes.FakeAssistant().ask(fakes.PAY)
    assert text_of(result) == (
        f"{fakes.PAY_WUPPERTAL} [1]\n\nQuellen:\n[1] „{fakes.PAY_WUPPERTAL}“\n"
        "    Erzieherin in Wuppertal · Was am Monatsende bleibt · Stand: 12.03.2025 · https://jobs.example.org/erzieherin-wuppertal"
    )


def test_a_follow_up_leans_on_the_slots_of_the_answer_before() -> None:
    before = called("ask", question=fakes.PAY).structured_content
    assert before
    after = called("ask", question=fakes.FOLLOW_UP, before=before["slots"])
    assert after.structured_content and after.structured_content["slots"]["carried_over"] == ["occupation", "aspect"]
    assert text_of(after).startswith("Verstanden als: Was verdient eine Erzieherin in Bochum?\n")


def test_a_refusal_is_an_answer_with_what_can_be_asked_instead() -> None:
    result = called("ask", question=fakes.MISSING)
    assert not result.is_error
    assert text_of(result).endswith(f"Fragen Sie zum Beispiel:\n- {fakes.PAY}\n- {fakes.COMPARE}")


def test_a_table_is_told_row_by_row_with_its_citations() -> None:
    text = text_of(called("ask", question=fakes.COMPARE))
    assert "Seite | Am Anfang | Mit Erfahrung\nErzieherin · Wuppertal | 3.050–3.300 € im Monat [1] | keine Angabe auf der Seite\n" in text


def test_search_gives_passages_with_their_pages() -> None:
    result = called("search", query="Lohn", places=["Bochum"])
    assert [hit.document for hit in SearchResult.model_validate(result.structured_content).hits] == [fakes.BOCHUM.name]
    assert text_of(result) == f"1. {fakes.BOCHUM.title} · {fakes.BOCHUM.heading}\n„{fakes.BOCHUM.text}“"
    assert text_of(called("search", query="Lohn", places=["Hamburg"])) == "Hamburg"


def test_compare_asks_in_the_assistants_own_words() -> None:
    result = called("compare", occupations=["Erzieherin"], places=["Wuppertal", "Bochum"], aspect="pay")
    assert result.structured_content and result.structured_content["question"] == "Was verdient man als Erzieherin in Wuppertal oder Bochum?"


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("ask", {"question": fakes.COMPARE}), ("ask", {"question": fakes.MISSING}), ("search", {"query": "x"}), ("compare", {"places": ["Essen", "Bochum"]})],
)
def test_what_a_tool_gives_is_as_its_schema_says(name: str, arguments: dict[str, object]) -> None:
    schema = tools()[name].output_schema
    assert schema
    jsonschema.validate(called(name, **arguments).structured_content, schema)


@pytest.mark.parametrize(
    ("name", "arguments", "told"),
    [
        ("ask", {}, "question: Field required"),
        ("ask", {"question": ""}, "question: "),
        ("compare", {"places": ["Essen"]}, "two occupations or two places"),
        ("search", {"query": "x", "limit": 0}, "limit: "),
        ("weather", {}, "ask, search, compare"),
        ("ask", {"question": fakes.BROKEN}, say("de", "chat.failed")),
        ("ask", {"question": fakes.BROKEN, "language": "en"}, say("en", "chat.failed")),
    ],
)
def test_what_goes_wrong_is_told_to_the_program_without_details(name: str, arguments: dict[str, object], told: str) -> None:
    result = called(name, **arguments)
    assert result.is_error
    assert told in text_of(result)
    assert "secret" not in text_of(result)


OVER_STDIO = "from tests.ui.fakes import FakeAssistant; from ui.mcp_server import run_over_stdio; run_over_stdio(FakeAssistant(), 'de')"


def test_over_standard_input_and_output_nothing_but_the_protocol_is_written() -> None:
    server = StdioServerParameters(command=sys.executable, args=["-c", OVER_STDIO], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})

    async def run(errors: TextIO) -> tuple[CallToolResult, CallToolResult]:
        async with Client(stdio_client(server, errlog=errors)) as client:
            # A failure is logged, which must not get between the messages.
            return await client.call_tool("ask", {"question": fakes.BROKEN}), await client.call_tool("ask", {"question": fakes.PAY})

    with tempfile.TemporaryFile("w+") as errors:
        failed, answered = anyio.run(run, errors)
        errors.seek(0)
        assert "secret detail" in errors.read()
    assert failed.is_error
    assert Answer.model_validate(answered.structured_content) == fakes.FakeAssistant().ask(fakes.PAY)


@pytest.mark.parametrize("command", [["mcp"], ["serve", "--mcp"]])
def test_a_missing_package_is_told_with_what_to_install(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ui.mcp_server", None)
    result = CliRunner().invoke(build("en"), command)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "pip install 'mcp>=" in result.stderr


@pytest.fixture(scope="module")
def served(app_client: Callable[..., TestClient]) -> Iterator[TestClient]:
    """A client of an app that offers MCP beside the chat, by a further name, too."""
    with app_client(ServerSettings(hosts=["lotse.example"], mcp=True)) as client:
        yield client


def message(method: str, **params: object) -> dict[str, object]:
    """A request of the protocol."""
    return {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}


INITIALIZE = message("initialize", protocolVersion="2025-06-18", capabilities={}, clientInfo={"name": "test", "version": "1"})


def test_over_http_it_introduces_itself_and_answers(served: TestClient) -> None:
    hello = served.post("/mcp", json=INITIALIZE, headers=ACCEPTED).json()["result"]
    assert (hello["serverInfo"]["name"], hello["protocolVersion"]) == ("berufslotse", "2025-06-18")
    assert "letter for letter" in hello["instructions"]
    listed = served.post("/mcp", json=message("tools/list"), headers=ACCEPTED).json()["result"]["tools"]
    assert [tool["name"] for tool in listed] == ["ask", "search", "compare"]
    result = served.post("/mcp", json=message("tools/call", name="ask", arguments={"question": fakes.PAY}), headers=ACCEPTED).json()["result"]
    assert Answer.model_validate(result["structuredContent"]) == fakes.FakeAssistant().ask(fakes.PAY)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"host": "localhost:7860"}, 200),
        ({"host": "lotse.example"}, 200),
        ({"origin": "http://localhost:7860"}, 200),
        ({"host": "evil.example"}, 400),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "http://localhost.evil.example"}, 403),
        ({"origin": "null"}, 403),
    ],
)
def test_no_other_name_and_no_other_sites_page_gets_in(served: TestClient, headers: dict[str, str], status: int) -> None:
    assert served.post("/mcp", json=INITIALIZE, headers=ACCEPTED | headers).status_code == status


def test_the_chat_and_the_routes_are_there_as_well(served: TestClient) -> None:
    assert served.get("/").status_code == 200
    assert "http://testserver/mcp" in served.get("/api").text


def test_without_being_asked_for_it_is_not_there(client: TestClient) -> None:
    assert client.post("/mcp", json=INITIALIZE, headers=ACCEPTED).status_code in (404, 405)
