"""Attack strings on their way out of the package, without a server: the transcript, the source panel, the first view, Markdown, text for programs, the log."""

import json
import re
from dataclasses import replace
from datetime import date
from itertools import takewhile
from urllib.parse import urlsplit

import pytest
import structlog
from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.plain_markers import plain_markers
from index.plain_text import visible
from tests.attack_strings import ATTACKS, GROUPS, LINKS
from tests.attacks.hostile import BATCHES, NAMES, HostileAssistant, answer, conversation, passage
from tests.attacks.shown import checked, steering, texts
from ui.conversation_record import kept, record
from ui.live_link import live_url, with_text
from ui.logging_setup import log_to_standard_error
from ui.record_text import answer_text, search_text
from ui.take_along import markdown
from ui.transcript import messages
from ui.types import Conversation
from ui.welcome import header, welcome

DAY = date(2026, 3, 1)
EACH_BATCH = pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
NUMBERED = ("Gehalt 9.000 € [2]", *(text for text in ATTACKS if re.search(r"\[\d+\]", text)))
"""What a page could say to look as if it were cited."""


def test_there_are_enough_and_each_is_different() -> None:
    assert len(set(ATTACKS)) == len(ATTACKS) >= 150
    assert all(GROUPS.values())


@EACH_BATCH
def test_the_transcript_shows_them_as_text(batch: tuple[str, ...]) -> None:
    asked, replied = messages(conversation(batch), "de")
    assert visible(batch[0]) in checked(asked["content"]).text_content()
    tree = checked(replied["content"])
    said = [
        node.text_content().removesuffix(f" Quelle {n}: {visible(text)} [{n}]")
        for n, (node, text) in enumerate(zip(tree.xpath("//p[contains(@class,'statement')]"), batch, strict=True), 1)
    ]
    assert said == [visible(text) for text in batch]
    assert texts(tree, "//ul[@class='asks-list']//button") == [visible(text) for text in batch]
    assert texts(tree, "//div[@class='comparison']//tbody/tr/th") == [visible(f"{text} · {text}") for text in batch]
    assert {node.get("href") for node in tree.xpath("//a")} == {f"#q-1-{number}" for number in range(1, len(batch) + 1)}


@EACH_BATCH
def test_a_conversation_that_a_browser_sends_back_is_as_safe(batch: tuple[str, ...]) -> None:
    stored = json.loads(record(conversation(batch), "de").model_dump_json())
    back = kept({"turns": stored["turns"]})
    assert back
    for message in messages(back, "en"):
        checked(message["content"])
    for shown in record(back, "en").shown[1].values():
        assert shown.page.startswith("/en/page?id=")
        assert shown.url is None or urlsplit(shown.url).scheme in ("http", "https")


def test_an_amount_without_its_citation_comes_back_without_harm() -> None:
    made = json.loads(record(conversation(("x", "y")), "de").model_dump_json())
    for amount in made["turns"][0]["answer"]["amounts"]:
        amount.update(citation=77, occupation=None, place=None)
    back = kept({"turns": made["turns"]})
    assert back and messages(back, "de")


def test_the_first_view_shows_them_as_text() -> None:
    overview = HostileAssistant().overview()
    checked(header(overview, "de", ("en", "/en/")))
    tree = checked(welcome(overview, NAMES, "de"))
    assert texts(tree, "//ul[@class='asks-list']//button") == list(NAMES)
    shown = {text.removesuffix(" (1)") for text in texts(tree, "//details//a")}
    assert shown <= {*NAMES, "Alle Seiten anzeigen", *texts(tree, "//details//li[last()]/a")}
    assert len(shown) > 60


def test_addresses_are_http_or_none() -> None:
    for url in (*ATTACKS, *(f"https://jobs.example/{text}" for text in ATTACKS)):
        live = live_url(url)
        if live:
            parts = urlsplit(with_text(live, "Ein Zitat."))
            assert parts.scheme in ("http", "https") and parts.hostname and not parts.username
            assert not re.search(r"[<>\"'`\\\s]", live)
            assert parts.fragment.endswith(":~:text=Ein%20Zitat.") and parts.fragment.count(":~:") == 1
    followed = [text for text in LINKS if live_url(text)]
    assert followed == [text for text in LINKS if re.fullmatch(r"https://evil[.]example/[^\s\u202e]*", text)]


@EACH_BATCH
def test_text_for_programs_has_no_line_that_passes_for_a_source(batch: tuple[str, ...]) -> None:
    for text in batch:
        lines = answer_text(answer((text,)), "de").split("\n")
        assert not any(line.startswith("[2]") for line in lines)
        assert not steering("\n".join(lines))
        assert not steering(search_text(HostileAssistant().search("x").model_copy(update={"hits": (passage(text),)}), "de"))


def test_in_text_and_markdown_no_words_of_a_page_pass_for_a_marker() -> None:
    for text in NUMBERED:
        made = answer((text, "Gehalt 3.000 €"), "x").model_copy(update={"suggestions": ()})
        (turn,) = conversation((text, "Gehalt 3.000 €")).turns
        for said in (answer_text(made, "de"), markdown(Conversation((replace(turn, answer=made),)), "de", DAY).replace("\\", "")):
            # Behind its statement, in its cell, and before its source.
            assert [said.count(plain_markers(made).of(number)) for number in (1, 2)] == [3, 3]


@EACH_BATCH
def test_markdown_holds_nothing_but_its_own_markup(batch: tuple[str, ...]) -> None:
    text = markdown(conversation(batch), "de", DAY)
    assert not steering(text)
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    blocks = {token.type for token in tokens}
    assert not blocks & {"html_block", "fence", "code_block", "hr", "ordered_list_open", "lheading_open"}, blocks
    assert [token.content for token, before in zip(tokens[1:], tokens, strict=False) if before.type == "heading_open" and before.tag == "h1"] == [
        "Gespräch mit dem Berufslotsen"
    ]
    assert sum(token.type == "heading_open" for token in tokens) == 2
    assert sum(token.type == "list_item_open" for token in tokens) == len(batch)
    assert sum(token.type == "tr_open" for token in tokens) == len(batch) + 1
    for child in (child for token in tokens for child in token.children or ()):
        assert child.type in {"text", "softbreak", "link_open", "link_close", "em_open", "em_close", "text_special"}, child
        if child.type == "link_open":
            assert live_url(str(child.attrs["href"])) and ":~:text=" in str(child.attrs["href"])
    said = [words(token) for token, before in zip(tokens[1:], tokens, strict=False) if before.type == "paragraph_open" and before.level == 3]
    assert said == [on_line(text) for text in batch if on_line(text)]


def test_markdown_has_no_address_that_a_program_would_make_a_link_of() -> None:
    text = re.sub(r"^  <http.*>$", "", markdown(conversation(*BATCHES), "de", DAY), flags=re.MULTILINE)
    assert not re.search(r"(?i)(?<!\\)\b(https?|ftp)://|(?<!\\)www\.|[^\\]@|\b(mailto|xmpp):", text)


def words(token: Token) -> str:
    """What is read of its first line; the address of the page, which is a link, stands on the next."""
    first = takewhile(lambda child: child.type != "softbreak", token.children or ())
    return "".join(child.content for child in first)


def on_line(text: str) -> str:
    """As it is read on one line."""
    return " ".join(visible(text).split())


def test_the_log_has_a_line_for_each_event_and_no_control_characters(capfd: pytest.CaptureFixture[str]) -> None:
    log_to_standard_error()
    log = structlog.get_logger(__name__)
    for text in ATTACKS:
        log.warning("attacked", document=text)
        try:
            raise RuntimeError(text)
        except RuntimeError:
            log.exception("attacked")
    structlog.reset_defaults()
    logged = capfd.readouterr().err
    assert not steering(logged)
    begun = [line for line in logged.split("\n") if line and not line.startswith("  ")]
    assert len(begun) == 2 * len(ATTACKS)
    assert all(re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \[(warning|error) +\] attacked", line) for line in begun)
