"""Files that attack what reads them: each is refused by name, the rest is read, and nothing stays behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import hostile_files
import pytest
from fake_encoder import FakeEncoder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_files import pdf, word

from index import changes, documents, parsing_process
from index.parsing_process import ParsingProcess
from index.types import Document, Failure

ROOT = Path(__file__).parents[2]
PAGE = "# Koch in Essen\n\nKöche kochen für 2.500 Euro im Monat."


@pytest.fixture(scope="module")
def process() -> Iterator[ParsingProcess]:
    with ParsingProcess() as running:
        yield running


def read(process: ParsingProcess, folder: Path, name: str, data: bytes) -> list[Document | Failure]:
    (folder / name).write_bytes(data)
    return list(process.read_file(folder / name, name))


def id_of(process: ParsingProcess) -> int:
    """The system's number of the process that reads."""
    assert process._process
    return process._process.pid


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.md", f"---\nquellen: [https://a.de]\nstand: 2026-01-02\n---\n{PAGE}".encode()),
        ("a.txt", "Koch in Essen\n\nKöche kochen. 👩\u200d🍳".encode()),
        ("a.html", b"<title>Koch in Essen</title><h1>Koch</h1><p>Es gibt viel zu tun.</p>"),
        ("a.pdf", pdf(["Koch in Essen", "Es gibt viel zu tun."])),
        ("a.docx", word([("Heading 1", "Koch in Essen"), ("Normal", "Es gibt viel zu tun.")])),
        ("a.jsonl", b'{"text": "Eins."}\n{"text": "Zwei."}\nkaputt\n'),
        ("leer.md", b""),
    ],
)
def test_another_process_reads_what_this_one_would(process: ParsingProcess, tmp_path: Path, name: str, data: bytes) -> None:
    assert read(process, tmp_path, name, data) == list(documents.read_file(tmp_path / name, name))


@pytest.mark.parametrize(("name", "reason", "detail"), hostile_files.REFUSED)
def test_a_hostile_file_is_refused_by_name_and_the_next_is_read(process: ParsingProcess, tmp_path: Path, name: str, reason: str, detail: str) -> None:
    [failure] = read(process, tmp_path, name, hostile_files.FILES[name]())
    assert isinstance(failure, Failure)
    assert (failure.file, failure.reason) == (name, reason)
    assert detail in failure.detail
    [page] = read(process, tmp_path, "a.md", PAGE.encode())
    assert isinstance(page, Document)


@pytest.mark.parametrize("name", hostile_files.READ)
def test_a_file_that_lies_about_itself_is_read_for_what_it_holds(process: ParsingProcess, tmp_path: Path, name: str) -> None:
    [page] = read(process, tmp_path, name, hostile_files.FILES[name]())
    assert isinstance(page, Document)
    assert page.text == "Koch in Essen"


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_text_needs_no_process_as_long_as_a_line_of_json_may_be(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    line = b'{"text": "Text."}'
    with ParsingProcess() as process:
        [page] = read(process, tmp_path, name, line)
        assert isinstance(page, Document)
        assert process._process is None
        monkeypatch.setattr("index.json_lines.LARGEST_LINE", len(line))
        assert parsing_process.is_read_here(tmp_path / name)
        (tmp_path / name).write_bytes(line + b"\n")
        assert parsing_process.is_read_here(tmp_path / name) == (name == "a.jsonl")


def test_a_file_that_is_not_there_is_told(process: ParsingProcess, tmp_path: Path) -> None:
    assert list(process.read_file(tmp_path / "a.txt", "a.txt")) == [Failure("a.txt", "unreadable", "No such file or directory")]


def test_one_process_reads_many_files(process: ParsingProcess, tmp_path: Path) -> None:
    read(process, tmp_path, "a.md", PAGE.encode())
    first = id_of(process)
    read(process, tmp_path, "b.html", b"<p>Text")
    assert id_of(process) == first


@pytest.mark.slow
def test_a_file_that_takes_too_long_is_told_and_the_next_is_read(tmp_path: Path) -> None:
    with ParsingProcess(seconds=3) as process:
        assert read(process, tmp_path, "a.md", hostile_files.endless_markdown()) == [Failure("a.md", "too_slow", "3 s")]
        [page] = read(process, tmp_path, "b.md", PAGE.encode())
    assert isinstance(page, Document)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "data", "reasons"),
    [
        ("a.docx", hostile_files.wide_cell, {"too_slow", "too_much_memory"}),
        # Some versions of pypdf notice.
        ("a.pdf", hostile_files.doubling_forms, {"too_slow", "too_much_memory", "too_large", "broken", ""}),
    ],
)
def test_what_unfolds_without_end_is_ended_and_the_next_is_read(tmp_path: Path, name: str, data: Callable[[], bytes], reasons: set[str]) -> None:
    with ParsingProcess(seconds=3) as process:
        [item] = read(process, tmp_path, name, data())
        assert (item.reason if isinstance(item, Failure) else "") in reasons
        [page] = read(process, tmp_path, "b.md", PAGE.encode())
    assert isinstance(page, Document)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux alone")
def test_a_file_that_takes_too_much_memory_is_told_and_the_next_is_read(tmp_path: Path) -> None:
    with ParsingProcess(memory=300_000_000) as process:
        assert read(process, tmp_path, "a.md", b"Wort *hier* da. " * 1_000_000) == [Failure("a.md", "too_much_memory")]
        [page] = read(process, tmp_path, "b.md", PAGE.encode())
    assert isinstance(page, Document)


def answering(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    """The process answers what an expression gives: `n` files before, `name` of this one."""
    script = "import json, sys; print(flush=True)\nfor n, line in enumerate(sys.stdin):\n    name = json.loads(line)[1]; print(json.dumps(%s), flush=True)"
    monkeypatch.setattr(parsing_process, "START", script % answer)


@pytest.mark.parametrize(
    "answer",
    ["{'file': 'b.md', 'reason': 'empty', 'detail': ''}", "{'id': 'b.md', 'title': 'b', 'text': 'b'}", "{'id': name}", "[name]", "'x' * 1000", "1e999"],
)
def test_an_answer_that_is_none_to_what_was_asked_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    answering(monkeypatch, answer)
    with ParsingProcess() as process:
        [failure] = read(process, tmp_path, "a.md", PAGE.encode())
    assert isinstance(failure, Failure)
    assert (failure.file, failure.reason) == ("a.md", "crashed")


def test_a_file_does_not_pay_for_the_memory_of_those_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "{'file': name, 'reason': 'too_much_memory' if n else 'empty', 'detail': ''}")
    with ParsingProcess() as process:
        assert [read(process, tmp_path, name, b"a") for name in ("a.md", "b.md")] == [[Failure("a.md", "empty")], [Failure("b.md", "empty")]]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_what_a_killed_process_was_reading_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    with ParsingProcess() as process:
        read(process, tmp_path, "a.md", PAGE.encode())
        # It stands still, and dies with the request in its pipe.
        os.kill(id_of(process), signal.SIGSTOP)
        killer = threading.Timer(0.2, os.kill, (id_of(process), signal.SIGKILL))
        killer.start()
        assert read(process, tmp_path, "b.md", PAGE.encode()) == [Failure("b.md", "crashed", "signal 9")]
        [page] = read(process, tmp_path, "c.md", PAGE.encode())
    assert isinstance(page, Document)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_no_process_outlives_the_one_that_asked(tmp_path: Path, end: signal.Signals) -> None:
    (tmp_path / "a.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "b.md").write_bytes(hostile_files.endless_markdown())
    script = (
        # A shell's background job ignores Ctrl+C, and hands that down.
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "import sys; from pathlib import Path; from index.parsing_process import ParsingProcess\n"
        "with ParsingProcess() as process:\n"
        "    list(process.read_file(Path(sys.argv[1], 'a.md'), 'a.md'))\n"
        "    print(process._process.pid, flush=True)\n"
        "    list(process.read_file(Path(sys.argv[1], 'b.md'), 'b.md'))\n"
    )
    asker = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert asker.stdout
    reader = int(asker.stdout.readline())
    asker.send_signal(end)
    asker.communicate(timeout=60)
    for _ in range(100):
        if not is_running(reader):
            return
        time.sleep(0.1)
    pytest.fail("it still reads")


def test_an_interruption_that_no_wait_notices_ends_the_reading_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_bytes(hostile_files.endless_markdown())
    join = threading.Thread.join

    def unnoticed(thread: threading.Thread, timeout: float | None = None) -> None:
        # A signal that comes between Python's last look and the system call is seen when that ends.
        join(thread, timeout)
        if timeout is not None:
            assert timeout < 1
            raise KeyboardInterrupt

    with ParsingProcess() as process:
        monkeypatch.setattr(threading.Thread, "join", unnoticed)
        with pytest.raises(KeyboardInterrupt):
            list(process.read_file(tmp_path / "a.md", "a.md"))
        assert process._process
        assert process._process.wait(timeout=10) == -signal.SIGKILL


def is_running(process: int) -> bool:
    """Whether there is such a process; one that only waits to be counted is none."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    told = Path(f"/proc/{process}/stat")
    return not told.exists() or told.read_text().rpartition(")")[2].split()[0] != "Z"


def test_what_lies_in_the_folder_of_the_pages_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json.py", "yaml.py", "sitecustomize.py"):
        (tmp_path / name).write_text("raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    with ParsingProcess() as process:
        [page] = read(process, tmp_path, "a.md", PAGE.encode())
    assert isinstance(page, Document)


@pytest.mark.slow
def test_a_batch_with_hostile_files_goes_on(tmp_path: Path, encoder: FakeEncoder) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, make in hostile_files.FILES.items():
        (folder / name).write_bytes(make())
    (folder / "koch.md").write_text(PAGE, encoding="utf-8")
    (folder / "hinaus.md").symlink_to("/etc/hostname")
    change = changes.add(tmp_path / "library", [folder], encoder)
    assert set(change.added) == {"koch.md", *hostile_files.READ}
    assert {(failure.file, failure.reason) for failure in change.failed} == {
        ("hinaus.md", "outside"),
        *((name, reason) for name, reason, _ in hostile_files.REFUSED),
    }


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(documents.SUFFIXES)), st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_whatever_a_file_holds_it_is_a_page_or_a_failure_with_its_name(process: ParsingProcess, tmp_path: Path, suffix: str, data: bytes) -> None:
    name = f"a{suffix}"
    for item in read(process, tmp_path, name, data):
        if isinstance(item, Failure):
            assert item.file.partition("#")[0] == name
            assert item.reason not in {"crashed", "too_slow", "too_much_memory"}
        else:
            assert item.text
