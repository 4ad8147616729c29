"""Attack strings through the whole app: pages to read, routes for programs, addresses, the operator's corner."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant import declined_questions
from assistant.declined_questions import DeclinedQuestion
from assistant.feedback import FILE_NAME
from assistant.types import Outcome
from index.plain_text import visible
from tests.attack_strings import ATTACKS
from tests.attacks.hostile import BATCHES, HostileAssistant
from tests.attacks.shown import checked, texts
from tests.ui.corner import Visitor
from tests.ui.test_feedback_routes import told
from ui.app import create_app
from ui.server_settings import ServerSettings

pytestmark = pytest.mark.slow
DAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def hostile() -> Iterator[TestClient]:
    """A client of the whole app on hostile pages."""
    yield TestClient(create_app(HostileAssistant(), ServerSettings(hosts=["testserver"])))


def test_the_list_of_pages_and_each_page_show_them_as_text(hostile: TestClient) -> None:
    shown: set[str] = set()
    for part in range(1, 20):
        tree = checked(hostile.get("/seiten", params={"part": part}).text)
        shown.update(texts(tree, "//ul[@class='page-list']/li/a"))
    assert {visible(text) for text in ATTACKS} <= shown
    for number, batch in enumerate(BATCHES):
        tree = checked(hostile.get("/seite", params={"id": number, "q": batch[0], "occupation": batch[1], "place": batch[2]}).text)
        assert texts(tree, "//article//p")[-len(batch) :] == [visible(text) for text in batch]
    for text in ATTACKS:
        checked(hostile.get("/en/page", params={"id": text}).text)


def test_what_is_looked_for_is_shown_as_text(client: TestClient) -> None:
    for text in ATTACKS:
        answered = client.get("/seiten", params={"q": text, "occupation": text, "place": text})
        assert answered.status_code == 200
        checked(answered.text)
        missing = client.get("/seite", params={"id": text})
        assert missing.status_code == 404
        checked(missing.text)


def test_the_page_on_the_routes_takes_its_examples_from_the_pages_as_text(hostile: TestClient) -> None:
    for path in ("/api", "/en/api"):
        checked(hostile.get(path).text)


def test_an_address_where_nothing_is_says_nothing_of_theirs(client: TestClient) -> None:
    for text in ATTACKS:
        path = "".join(f"%{byte:02x}" for byte in text[:300].encode())
        answered = client.get(f"/{path}", headers={"accept": "text/html"})
        assert answered.status_code in (400, 404), text
        if answered.headers["content-type"].startswith("text/html"):
            checked(answered.text)


def test_programs_get_them_as_json_and_nothing_else(hostile: TestClient) -> None:
    for number, batch in enumerate(BATCHES):
        answered = hostile.post("/api/ask", json={"question": str(number)})
        assert answered.headers["content-type"] == "application/json"
        assert answered.headers["x-content-type-options"] == "nosniff"
        assert [one["quote"] for one in answered.json()["citations"]] == list(batch)
    for text in ATTACKS:
        assert hostile.post("/api/ask", json={"question": text}).status_code == 200
        assert hostile.post("/api/ask", json={text: text}).status_code == 422
        assert hostile.post("/api/ask", content=text.encode()).status_code == 422


def test_the_operators_corner_shows_them_as_text(keeping: Visitor, app_client: Callable[..., TestClient]) -> None:
    library = keeping.operator.library
    sending = app_client(ServerSettings(feedback=library / FILE_NAME), {"origin": "http://testserver"})
    texts = [text for text in ATTACKS if visible(text).strip()]
    for number, text in enumerate(texts):
        comment, documents = text[:1_000].strip(), [text[:1_000]]
        sent = told(answer_id=f"{number:032x}", comment=comment, question=text[:2_000], understood_as=text[:2_000], documents=documents)
        if number < 25:
            assert sending.post("/api/feedback", json=sent).status_code == 204
        file = library / declined_questions.FILE_NAME
        with file.open("a", encoding="utf-8") as lines:
            lines.write(DeclinedQuestion(question=text, outcome=Outcome.OFF_TOPIC, missing=text, day=DAY).model_dump_json() + "\n")
    tree = checked(keeping.get("/rueckmeldungen"))
    assert [node.text_content() for node in tree.xpath("//q")] == [visible(text[:1_000].strip()) for text in texts[:25]][::-1]
    tree = checked(keeping.get("/ohne-antwort"))
    assert len(tree.xpath("//ul[@class='entries']/li")) == 200
    for text in ATTACKS[::6]:
        checked(keeping.get(f"/seiten?q={''.join(f'%{byte:02x}' for byte in text[:200].encode())}"))


def test_files_that_are_sent_keep_neither_name_nor_content_that_harms(keeping: Visitor, tmp_path: Path) -> None:
    # One at a time would take a minute; what a name does to the form's own syntax is the test client's to escape.
    files = [(f"{text[:60]}.txt", f"{text}\nBeruf Koch in Bochum\n".encode()) for text in ATTACKS[:190] if "\x00" not in text[:60]]
    assert keeping.upload(*files).status_code in (200, 303, 400)
    checked(keeping.outcome())
    checked(keeping.get("/seiten"))
    checked(keeping.review())
    outside = {path for path in tmp_path.rglob("*") if path.name in ("passwd.txt", "win.ini.txt") and "library" not in path.parts}
    assert outside == set()
    for page in keeping.operator.assistant.pages():
        assert visible(page.id) == page.id and "\n" not in page.id and "/" not in page.id


def test_nothing_of_theirs_stands_in_the_pages_own_markup(hostile: TestClient) -> None:
    """Gradio's page carries its data as JSON in a script; neither may end early."""
    page = hostile.get("/").text
    scripts = re.findall(r"<script[^>]*>", page)
    assert scripts and all("nonce=" in tag for tag in scripts)
    assert "<img src=x" not in page and "window.hit=1</script>" not in page
