"""JSON lines: a page a line, and each bad line told apart."""

import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import json_lines
from index.json_lines import LARGEST_LINE, LONGEST_ID, parse_lines
from index.parsed_page import ParsedPage
from index.types import Failure


def parse(data: bytes) -> list[tuple[str, ParsedPage] | Failure]:
    return list(parse_lines(BytesIO(data), "pages.jsonl"))


def test_a_line_is_a_page_with_german_or_english_keys() -> None:
    lines = '{"id": "koch", "title": "Koch", "text": "Ein\\r\\nSatz.", "beruf": "Koch", "ort": "Essen"}\n\n{"text": "Zwei", "occupation": "Maler"}'
    first, second = parse(b"\xef\xbb\xbf" + lines.encode())
    facts = {"id": "koch", "title": "Koch", "text": "Ein\r\nSatz.", "occupation": "Koch", "place": "Essen"}
    assert first == ("koch", ParsedPage("Ein\nSatz.", None, "Koch", facts))
    assert second == ("pages.jsonl#3", ParsedPage("Zwei", None, None, {"text": "Zwei", "occupation": "Maler"}))


def test_bad_lines_are_named_and_the_others_read() -> None:
    data = b'{"text": 1}\n[]\n{"text": " "}\n{kaputt\n\xe4\n{"text": "gut"}\n' + b"[" * 200_000 + b"\n"
    assert parse(data) == [
        Failure("pages.jsonl#1", "bad_line", "line 1: no object with text"),
        Failure("pages.jsonl#2", "bad_line", "line 2: no object with text"),
        Failure("pages.jsonl#3", "bad_line", "line 3: no object with text"),
        Failure("pages.jsonl#4", "bad_line", "line 4: Expecting property name enclosed in double quotes"),
        Failure("pages.jsonl#5", "encoding", "line 5 looks like cp1252"),
        ("pages.jsonl#6", ParsedPage("gut", None, None, {"text": "gut"})),
        Failure("pages.jsonl#7", "bad_line", "line 7: maximum recursion depth exceeded while decoding a JSON array from a unicode string"),
    ]


def test_an_id_that_nobody_could_cite_is_refused() -> None:
    ids = ["a" * LONGEST_ID, "a" * (LONGEST_ID + 1)]
    read = parse("\n".join(json.dumps({"id": name, "text": "Text"}) for name in ids).encode())
    assert read == [
        (ids[0], ParsedPage("Text", None, None, {"id": ids[0], "text": "Text"})),
        Failure("pages.jsonl#2", "bad_line", "line 2: an id of more than 500 characters"),
    ]


def test_what_an_encoding_looks_like_is_guessed_once() -> None:
    assert parse(b"\xe4\n" + '{"text": "и"}'.encode("koi8-r")) == [
        Failure("pages.jsonl#1", "encoding", "line 1 looks like cp1252"),
        Failure("pages.jsonl#2", "encoding", "line 2 looks like cp1252"),
    ]


def test_a_line_that_is_too_long_is_passed_over() -> None:
    data = b'{"text": "' + b"a" * (3 * LARGEST_LINE) + b'"}\n{"text": "gut"}'
    assert parse(data) == [
        Failure("pages.jsonl#1", "too_large", "line 1"),
        ("pages.jsonl#2", ParsedPage("gut", None, None, {"text": "gut"})),
    ]


def test_a_file_without_lines_and_one_in_utf_16_are_refused() -> None:
    assert parse(b"") == parse(b"\n \n") == [Failure("pages.jsonl", "empty")]
    assert parse('{"text": "a"}'.encode("utf-16")) == [Failure("pages.jsonl", "encoding", "UTF-16; JSON lines are UTF-8")]


def test_a_file_of_more_pages_than_one_may_have_is_read_so_far_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "MOST_PAGES", 2)
    page = b'{"text": "Text"}\n'
    first = ("pages.jsonl#1", ParsedPage("Text", None, None, {"text": "Text"}))
    third = ("pages.jsonl#3", ParsedPage("Text", None, None, {"text": "Text"}))
    bad = Failure("pages.jsonl#2", "bad_line", "line 2: no object with text")
    assert parse(page + b"[]\n" + page) == [first, bad, third]
    assert parse(page + b"[]\n" + 4 * page + b"\n" + page) == [first, bad, third, Failure("pages.jsonl", "too_many_pages", "6, at most 2")]


TREES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5), lambda t: st.lists(t, max_size=3) | st.dictionaries(st.text(max_size=5), t, max_size=3)
)


@given(st.lists(st.dictionaries(st.sampled_from(["text", "id", "title", "ort", "stand", "quellen", "x"]), TREES, max_size=5) | TREES, max_size=5))
def test_any_json_is_read_or_refused_line_by_line(trees: list[object]) -> None:
    read = parse("".join(json.dumps(tree) + "\n" for tree in trees).encode())
    assert len(read) == max(1, len(trees))
