"""What is shipped is pinned: by hash for the container, and in the same versions as everywhere else; its licences are known."""

import importlib.util
import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


def script(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A script of the folder `packaging`, which is no package: the library of that name has the name."""
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    spec = importlib.util.spec_from_file_location(name, ROOT / "packaging" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def requirements() -> str:
    return (ROOT / "packaging" / "requirements.txt").read_text(encoding="utf-8")


def test_the_container_gets_the_versions_that_are_pinned_everywhere_else(requirements: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pins = script("make_requirements", monkeypatch).pins
    pinned = pins((ROOT / "constraints.txt").read_text(encoding="utf-8"))
    assert {name: version for name, version in pins(requirements).items() if pinned.get(name) != version} == {}, "run: make requirements"


def test_the_container_gets_all_that_the_product_names(requirements: str, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    named = {canonicalize_name(Requirement(each).name) for each in [*project["dependencies"], *extras["mcp"], *extras["milvus"], *extras["ray"]]}
    assert named - script("make_requirements", monkeypatch).pins(requirements).keys() == {"torch"}


def test_every_archive_has_a_hash_and_nothing_says_where_it_came_from(requirements: str) -> None:
    line = re.compile(r"#.*|[a-z0-9-]+==[\w.+!]+ \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [each for each in requirements.splitlines() if not line.fullmatch(each)] == []
    assert re.findall(r"==[^\n]*\n(?! +--hash)", requirements) == []
    assert "//" not in requirements


def test_the_container_gets_the_torch_that_is_pinned() -> None:
    (pinned,) = re.findall(r"^torch==(.+)$", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert f"ARG TORCH={pinned}+cpu\n" in (ROOT / "packaging" / "Containerfile").read_text(encoding="utf-8")


def test_a_licence_that_binds_or_is_not_told_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    troubles = script("licences", monkeypatch).troubles
    assert troubles({"a": "MIT", "b": "AGPL-3.0-only", "c": "", "certifi": "GPL-3.0", "tqdm": "MPL-2.0 AND MIT"}) == [
        "c: no licence is told",
        "b: AGPL-3.0-only",
        "certifi: GPL-3.0",
    ]


def test_no_licence_of_what_is_installed_was_left_unlooked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    licences, shipped = script("licences", monkeypatch), script("shipped", monkeypatch).shipped()
    assert licences.troubles({name: licences.licence(each) for name, each in shipped.items()}) == []


def test_an_sbom_holds_what_ships_and_no_path(monkeypatch: pytest.MonkeyPatch) -> None:
    bom = {
        "metadata": {"component": {"bom-ref": "root"}},
        "components": [
            {"bom-ref": "a", "name": "Typing_Extensions", "externalReferences": [{"url": "file:///home/x"}, {"url": "https://example.org"}]},
            {"bom-ref": "b", "name": "pytest"},
        ],
        "dependencies": [{"ref": "root", "dependsOn": ["a", "b"]}, {"ref": "a"}, {"ref": "b", "dependsOn": ["a"]}],
    }
    assert script("sbom", monkeypatch).reduced(bom, {"typing-extensions"}) == {
        "metadata": {"component": {"bom-ref": "root"}},
        "components": [{"bom-ref": "a", "name": "Typing_Extensions", "externalReferences": [{"url": "https://example.org"}]}],
        "dependencies": [{"ref": "root", "dependsOn": ["a"]}, {"ref": "a"}],
    }


@pytest.mark.parametrize(
    ("output", "errors", "status", "said"),
    [
        ('{"dependencies": [{"name": "a", "version": "1", "vulns": []}]}', "", 0, "No known vulnerabilities."),
        ('{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1"}]}]}', "Found 1", 1, "a 1: PYSEC-1"),
        ("", "requests.exceptions.ConnectionError: Max retries exceeded", 0, "NOT CHECKED"),
        ("", "error: no such option", 1, "no such option"),
    ],
)
def test_an_audit_fails_for_what_it_finds_and_not_for_want_of_a_database(
    output: str, errors: str, status: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = script("audit", monkeypatch).judged(output, errors)
    assert (found[0], said in found[1]) == (status, True)
