"""What programs get: the records of the chat, an OpenAPI description that is true of them, and a page that explains it."""

import asyncio
import html
import json
import re
import shlex
from pathlib import Path

import anyio
import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.types import Answer, Overview, SearchResult
from assistant.wording import LANGUAGES, Language, say
from tests.ui import fakes
from tests.ui.test_answering import Slow
from ui.answering import AT_ONCE, Desk
from ui.api_page import PATHS, api_page, api_page_routes
from ui.program_requests import Ask, Compare, Search
from ui.routes import program_routes


def test_a_server_is_ready_while_many_questions_wait_and_no_more_once_it_is_being_stopped() -> None:
    async def watched() -> tuple[httpx.Response, httpx.Response]:
        assistant, app = Slow(), FastAPI()
        desk = Desk(assistant)
        app.include_router(program_routes(desk, "de"))
        asks = [asyncio.ensure_future(desk.ask(fakes.PAY, None, "de")) for _ in range(AT_ONCE)]
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as watcher:
            with anyio.fail_after(60):
                while not desk.is_full:
                    await anyio.sleep(0.001)
                busy = await watcher.get("/readyz")
                finishing = asyncio.ensure_future(desk.finish(60))
                await anyio.sleep(0)
                stopping = await watcher.get("/readyz")
        assistant.released.set()
        await asyncio.gather(finishing, *asks)
        return busy, stopping

    busy, stopping = asyncio.run(watched())
    assert (busy.status_code, busy.json()["status"]) == (200, "ready")
    assert (stopping.status_code, stopping.json()["status"]) == (503, "stopping")


def test_search_gives_passages_with_their_pages(client: TestClient) -> None:
    found = SearchResult.model_validate(client.post("/api/search", json={"query": "Lohn", "places": ["Bochum"]}).json())
    assert [(hit.document, hit.title, hit.section, hit.text) for hit in found.hits] == [
        (fakes.BOCHUM.name, fakes.BOCHUM.title, fakes.BOCHUM.heading, fakes.BOCHUM.text)
    ]


def test_search_says_which_name_has_no_page(client: TestClient) -> None:
    found = client.post("/api/search", json={"query": "Lohn", "places": ["Hamburg"]}).json()
    assert (found["hits"], found["missing"]) == ([], "Hamburg")


def test_search_gives_as_many_as_are_asked_for(client: TestClient) -> None:
    assert len(client.post("/api/search", json={"query": "Lohn", "limit": 1}).json()["hits"]) == 1


def test_compare_asks_in_the_assistants_own_words(client: TestClient) -> None:
    body = {"occupations": ["Erzieherin"], "places": ["Wuppertal", "Bochum"], "aspect": "pay"}
    answer = Answer.model_validate(client.post("/api/compare", json=body).json())
    assert answer.question == "Was verdient man als Erzieherin in Wuppertal oder Bochum?"
    english = Answer.model_validate(client.post("/api/compare", json=body | {"language": "en"}).json())
    assert english.question == "How much do you earn as Erzieherin in Wuppertal or Bochum?"


def test_overview_tells_what_the_library_holds(client: TestClient) -> None:
    assert Overview.model_validate(client.get("/api/overview").json()) == fakes.FakeAssistant().overview()


@pytest.mark.parametrize(
    ("route", "body", "where"),
    [
        ("ask", {"question": ""}, ["body", "question"]),
        ("search", {"query": "  "}, ["body", "query"]),
        ("search", {"query": "x", "limit": 51}, ["body", "limit"]),
        ("search", {"query": "x", "places": [""]}, ["body", "places", 0]),
        ("search", {"query": "x", "place": "Essen"}, ["body", "place"]),
        ("compare", {"occupations": ["Koch"], "places": ["Essen"]}, ["body"]),
        ("compare", {"places": ["Essen", "Essen"]}, ["body"]),
        ("compare", {"places": ["Essen", "Bochum"], "aspect": "weather"}, ["body", "aspect"]),
    ],
)
def test_a_wrong_request_is_told_where_it_is_wrong(client: TestClient, route: str, body: dict[str, object], where: list[object]) -> None:
    reply = client.post(f"/api/{route}", json=body)
    (detail,) = reply.json()["detail"]
    assert (reply.status_code, detail["loc"]) == (422, where)
    assert detail["msg"]


@pytest.mark.parametrize("content", [b"{", rb'{"question": "\ud800"}', b"[]", b'"x"'])
def test_what_is_no_object_with_text_is_refused_and_not_repeated(client: TestClient, content: bytes) -> None:
    reply = client.post("/api/ask", content=content, headers={"content-type": "application/json"})
    assert reply.status_code == 422
    assert all(set(detail) == {"type", "loc", "msg"} for detail in reply.json()["detail"])


@pytest.mark.parametrize(("route", "body"), [("ask", {"question": fakes.BROKEN}), ("search", {"query": fakes.BROKEN})])
def test_a_failure_is_a_sentence_without_details(client: TestClient, route: str, body: dict[str, str]) -> None:
    reply = client.post(f"/api/{route}", json=body | {"language": "en"})
    assert (reply.status_code, reply.json()) == (500, {"error": say("en", "chat.failed")})


def test_the_description_names_the_routes_for_programs_and_no_other(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert {path: list(methods) for path, methods in described["paths"].items()} == {
        "/api/ask": ["post"],
        "/api/search": ["post"],
        "/api/compare": ["post"],
        "/api/overview": ["get"],
    }


def test_every_route_described_answers_its_own_example(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()
    schemas = described["components"]["schemas"]
    for path, methods in described["paths"].items():
        for method, route in methods.items():
            assert route["summary"] and route["description"]
            body = route.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {}).get("$ref", "")
            examples = schemas[body.rpartition("/")[2]]["examples"] if body else [None]
            for example in examples:
                assert client.request(method, path, json=example).status_code == 200


def test_every_reference_in_the_description_leads_somewhere_and_its_examples_are_true(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()
    schemas = described["components"]["schemas"]
    assert set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(described))) <= set(schemas)
    assert set(Answer.model_fields) == set(schemas["Answer"]["properties"])
    records = {"/api/ask": Answer, "/api/search": SearchResult, "/api/compare": Answer, "/api/overview": Overview}
    for path, methods in described["paths"].items():
        for route in methods.values():
            records[path].model_validate(route["responses"]["200"]["content"]["application/json"]["example"])
            assert set(route["responses"]) == ({"200", "500"} if path == "/api/overview" else {"200", "422", "429", "500", "503"})
            assert route["responses"]["500"]["content"]["application/json"]["schema"]["$ref"].endswith("/Problem")


@pytest.mark.parametrize(("path", "language"), [("/api", "de"), ("/en/api", "en")])
def test_a_page_explains_the_routes(client: TestClient, path: str, language: Language) -> None:
    page = client.get(path)
    assert f'<html lang="{language}">' in page.text
    assert f"<h1>{html.escape(say(language, 'api.title'))}</h1>" in page.text
    assert 'href="/api/openapi.json"' in page.text
    assert "/mcp" not in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_commands_can_be_run_as_they_stand(client: TestClient, language: Language) -> None:
    page = client.get("/api" if language == "de" else "/en/api").text
    commands = [shlex.split(html.unescape(command)) for command in re.findall(r"<pre><code>(curl .*?)</code></pre>", page, re.DOTALL)]
    bodies = {command[1].rpartition("/")[2]: json.loads(command[-1]) for command in commands if "-d" in command}
    assert [command[1] for command in commands] == [f"http://testserver/api/{name}" for name in ("ask", "search", "compare", "overview")]
    assert Ask.model_validate(bodies["ask"]) and Search.model_validate(bodies["search"]) and Compare.model_validate(bodies["compare"])


def test_the_commands_ask_in_the_language_of_the_page_and_name_every_place_once() -> None:
    overview = Overview(pages=1, occupations=("Koch",), places=("Bochum",), generation=1, stand=None)
    page = html.unescape(bytes(api_page(overview, "http://testserver/", "en", "/en/", mcp=False).body).decode())
    bodies = [json.loads(shlex.split(command)[-1]) for command in re.findall(r"<pre><code>(curl .*?)</code></pre>", page, re.DOTALL)[:3]]
    assert bodies == [
        {"question": say("en", "understood.pay", subject="as Koch in Bochum")},
        {"query": "Schichtdienst", "places": ["Bochum"], "limit": 5},
        {"occupations": ["Koch"], "places": ["Bochum", "Essen"], "aspect": "pay"},
    ]


def test_a_library_that_can_not_be_read_is_told_in_a_sentence() -> None:
    class Broken(fakes.FakeAssistant):
        def overview(self) -> Overview:
            raise RuntimeError("secret detail")

    app = FastAPI()
    app.include_router(api_page_routes(Desk(Broken()), {"de": "/", "en": "/en/"}, mcp=False))
    page = TestClient(app).get("/en/api")
    assert page.status_code == 500
    assert say("en", "api.failed") in page.text
    assert "secret" not in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_asks_by_program_is_told_what_is_kept_of_questions_and_else_nothing(language: Language, tmp_path: Path) -> None:
    def page(desk: Desk) -> str:
        app = FastAPI()
        app.include_router(api_page_routes(desk, {"de": "/", "en": "/en/"}, mcp=False))
        return html.unescape(TestClient(app).get(PATHS[language]).text)

    logged, declined = say(language, "api.logs_questions"), say(language, "api.keeps_declined")
    told = [
        [logged in page(desk), declined in page(desk)]
        for desk in (
            Desk(fakes.FakeAssistant()),
            Desk(fakes.FakeAssistant(), logs_questions=True),
            Desk(fakes.FakeAssistant(), tmp_path / "declined.jsonl"),
            Desk(fakes.FakeAssistant(), tmp_path / "declined.jsonl", logs_questions=True),
        )
    ]
    assert told == [[False, False], [True, False], [False, True], [True, True]]
