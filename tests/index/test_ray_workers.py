"""A change by many processes with Ray: the same library as by one, whatever dies meanwhile, and nothing of Ray afterwards."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from cooking_pages import PAGES, written
from fake_encoder import FakeEncoder
from ray_recipes import DEADLY, DEADLY_TO_ENCODE, DyingEncoder, OtherEncoder, read_or_die
from small_files import pdf, word
from typer.testing import CliRunner

from assistant import index_commands
from benchmarks.ray_indexing import differences, kill, two_nodes
from benchmarks.synthetic_pages import pages as synthetic_pages
from index import changes, embedding_cache, ray_workers
from index.errors import UnusableWorkers
from index.library import Library
from index.types import Change

ROOT = Path(__file__).parents[2]
MARK = "BERUFSLOTSE_TEST"


def processes(mark: str) -> list[int]:
    """All processes of this machine but this one that were started with a mark in their environment."""
    found = []
    for file in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"{MARK}={mark}".encode() in file.read_bytes().split(b"\0") and file.parent.name != str(os.getpid()):
                found.append(int(file.parent.name))
        except OSError:
            continue
    return found


@pytest.fixture(autouse=True)
def nothing_stays(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """What a test starts can import what this process can, and has ended when the test ends."""
    mark = uuid4().hex
    monkeypatch.setenv(MARK, mark)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), str(ROOT / "tests")]))
    yield mark
    assert processes(mark) == []


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A folder of every format, in which some files can't be read."""
    folder = written(PAGES, tmp_path / "mixed")
    (folder / "unten").mkdir()
    (folder / "unten" / "seite.md").write_text("# Koch in Essen\n\nKöche kochen für 2.500 Euro im Monat.", encoding="utf-8")
    (folder / "a.pdf").write_bytes(pdf(["Koch in Essen", "Es gibt viel zu tun."]))
    (folder / "a.docx").write_bytes(word([("Heading 1", "Koch in Essen"), ("Normal", "Es gibt viel zu tun.")]))
    (folder / "a.jsonl").write_text("".join(page.as_line() + "\n" for page in synthetic_pages(60)) + "kaputt\n", encoding="utf-8")
    (folder / "leer.md").write_text("", encoding="utf-8")
    (folder / "kaputt.pdf").write_bytes(b"%PDF-1.7\nkaputt")
    (folder / "draussen.txt").symlink_to(Path(__file__).resolve())
    return folder


def added_by(workers: int, library: Path, folder: Path) -> Change:
    encoder = FakeEncoder()
    with ray_workers.ray_workers(encoder, FakeEncoder, workers) as begun:
        return changes.add(library, [folder], encoder, workers=begun)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2, 3])
def test_the_library_is_the_same_whatever_the_number_of_workers(tmp_path: Path, mixed: Path, workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding_cache, "STEP", 64)
    alone = changes.add(tmp_path / "alone", [mixed], FakeEncoder())
    many = added_by(workers, tmp_path / "many", mixed)
    assert many == alone
    assert {failure.file for failure in many.failed} == {"a.jsonl#61", "draussen.txt", "kaputt.pdf", "leer.md"}
    assert differences(tmp_path / "alone", tmp_path / "many") == []


@pytest.mark.slow
def test_a_node_that_is_killed_changes_nothing_of_the_outcome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding_cache, "STEP", 64)
    (tmp_path / "pages.jsonl").write_text("".join(page.as_line() + "\n" for page in synthetic_pages(120)), encoding="utf-8")
    alone = changes.add(tmp_path / "alone", [tmp_path / "pages.jsonl"], FakeEncoder())
    killed: list[int] = []
    with two_nodes() as (address, node), ray_workers.ray_workers(FakeEncoder(), FakeEncoder, address=address) as workers:

        def watch(stage: str, done: int, total: int) -> None:
            if stage == "encode" and done > total / 3 and not killed:
                killed.append(kill(node))

        hurt = changes.add(tmp_path / "hurt", [tmp_path / "pages.jsonl"], FakeEncoder(), progress=watch, workers=workers)
    # The node itself and at least one process that encodes.
    assert killed[0] > 1
    assert hurt == alone
    assert differences(tmp_path / "alone", tmp_path / "hurt") == []


@pytest.mark.slow
def test_what_kills_its_process_each_time_is_given_up(tmp_path: Path, pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (pages / "tod.txt").write_text(DEADLY, encoding="utf-8")
    monkeypatch.setattr(ray_workers, "_read", ray_workers.ray.remote(num_cpus=1, max_retries=1)(read_or_die))
    with ray_workers.ray_workers(FakeEncoder(), DyingEncoder, 2) as workers:
        change = changes.add(tmp_path / "library", [pages], FakeEncoder(), workers=workers)
        assert [(failure.file, failure.reason) for failure in change.failed] == [("tod.txt", "crashed")]
        assert sorted(change.added) == sorted(PAGES)
        (pages / "tod.txt").write_text(DEADLY_TO_ENCODE, encoding="utf-8")
        with pytest.raises(UnusableWorkers, match="lost"):
            changes.add(tmp_path / "library", [pages], FakeEncoder(), workers=workers)
    assert Library.open(tmp_path / "library", FakeEncoder()).manifest.number == 1


@pytest.mark.slow
def test_others_are_refused_and_nobody_is_told_of_the_use(tmp_path: Path, pages: Path, nothing_stays: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with ray_workers.ray_workers(FakeEncoder(), OtherEncoder, 1) as workers:
        with pytest.raises(UnusableWorkers, match="unfit.*other ≠ fake-1"):
            changes.add(tmp_path / "library", [pages], FakeEncoder(), workers=workers)
        # The process that would tell.
        [teller] = [process for process in processes(nothing_stays) if "dashboard.py" in Path(f"/proc/{process}/cmdline").read_text(encoding="utf-8")]
        assert b"RAY_USAGE_STATS_ENABLED=0" in Path(f"/proc/{teller}/environ").read_bytes().split(b"\0")
        monkeypatch.setattr(ray_workers.remote_tasks, "mark", lambda: "another version")
        with pytest.raises(UnusableWorkers, match="unfit.*another version"):
            changes.add(tmp_path / "library", [pages], FakeEncoder(), workers=workers)
    assert not (tmp_path / "library" / "CURRENT").exists()


def run(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of a command under `index`."""
    monkeypatch.setattr(index_commands, "load_encoder", lambda settings: FakeEncoder())
    result = CliRunner().invoke(index_commands.build("de"), arguments)
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("address", ["127.0.0.1:9", "ray://127.0.0.1:9", "kein-port"])
def test_an_address_where_no_cluster_is_is_told(tmp_path: Path, pages: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    status, out, err = run(["add", str(pages), "--library", str(tmp_path / "library"), "--ray", address], monkeypatch)
    assert (status, out) == (1, "")
    assert address in err
    assert "Geändert wurde nichts" in err
    assert not (tmp_path / "library").exists()


def test_without_ray_the_command_says_what_to_install(tmp_path: Path, pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    monkeypatch.delitem(sys.modules, "index.ray_workers")
    monkeypatch.delattr("index.ray_workers")
    status, out, err = run(["add", str(pages), "--library", str(tmp_path / "library"), "--workers", "2"], monkeypatch)
    assert (status, out) == (1, "")
    assert 'pip install "berufslotse[ray]"' in err
    assert not (tmp_path / "library").exists()


def test_no_workers_are_wrong_use(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(["add", str(pages), "--workers", "0"], monkeypatch)[0] == 2


def test_one_process_needs_no_ray(tmp_path: Path, pages: Path) -> None:
    program = (
        "import json, sys\n"
        "from pathlib import Path\n"
        "from fake_encoder import FakeEncoder\n"
        "from assistant import index_commands\n"
        "from index import changes, encoder_fit\n"
        "encoder_fit.fit = lambda *_: None\n"
        "changes.add(Path(sys.argv[1]), [Path(sys.argv[2])], FakeEncoder())\n"
        "print(json.dumps([name for name in sys.modules if name.partition('.')[0] in ('ray', 'pymilvus')]))\n"
    )
    result = subprocess.run([sys.executable, "-c", program, str(tmp_path / "library"), str(pages)], capture_output=True, text=True, check=True)
    assert json.loads(result.stdout) == []
    assert (tmp_path / "library" / "CURRENT").exists()
