"""Writes packaging/requirements.txt: what the product needs to run, pinned as in constraints.txt, each archive with its SHA-256.

    python packaging/make_requirements.py

For Linux on x86_64 (one dependency has no built archive for other processors). What pip would choose, and its hash, is taken from pip's own report; where it
comes from is not written down. torch is left out: its build for the CPU comes from elsewhere and is installed first (packaging/Containerfile); what it needs
in turn is read from the one that is installed here.
"""

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from closure import closure
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from shipped import EXTRAS

ROOT = Path(__file__).resolve().parents[1]
CONSTRAINTS = ROOT / "constraints.txt"
TARGET = ROOT / "packaging" / "requirements.txt"
PYTHONS = ("3.11", "3.12")
PLATFORMS = tuple(f"manylinux{kind}_x86_64" for kind in ("_2_28", "_2_27", "2014", "_2_17", "1", "_2_5"))
APART = "torch"
BUILD = "setuptools"
"""Builds the product itself in the container, without a download that no hash was given for."""
HEAD = """# What the product needs on Linux, x86_64, CPython 3.11 and 3.12; as pinned in constraints.txt, without torch, which is installed first.
# Written by `make requirements`.
"""


def pins(text: str) -> dict[str, str]:
    """Version by name, of lines such as `idna==3.20`."""
    return {canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==([\w.+!]+)", text, re.MULTILINE)}


def written(hashes: Mapping[str, set[str]], versions: Mapping[str, str]) -> str:
    """The file: by name, each with the hashes of its archives."""
    entries = (f"{name}=={versions[name]} \\\n" + " \\\n".join(f"    --hash=sha256:{each}" for each in sorted(hashes[name])) for name in sorted(hashes))
    return HEAD + "\n".join(entries) + "\n"


def needed(roots: Iterable[str], requires: Mapping[str, list[str]], python: str) -> set[str]:
    """The names that the roots come to, with all that those need in turn; of torch only what is pinned, the rest being for GPUs."""

    def below(name: str, extras: frozenset[str]) -> list[Requirement]:
        if name not in requires:
            raise SystemExit(f"{name} is needed and not pinned in constraints.txt")
        found = [each for each in map(Requirement, requires[name]) if _applies(each, extras, python)]
        return [each for each in found if name != APART or canonicalize_name(each.name) in requires]

    return closure(roots, below)


def _applies(requirement: Requirement, extras: frozenset[str], python: str) -> bool:
    place = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": "linux", "platform_system": "Linux", "platform_machine": "x86_64"}
    return requirement.marker is None or any(requirement.marker.evaluate({**place, "extra": extra}) for extra in (extras or {""}))


def report(python: str) -> list[dict[str, Any]]:
    """What pip would install of all that is pinned, without installing it; some minutes where archives have to be fetched to be hashed."""
    with tempfile.TemporaryDirectory() as folder:
        told, asked = Path(folder) / "report.json", Path(folder) / "pinned.txt"
        asked.write_text(re.sub(rf"^{APART}==.*$", "", CONSTRAINTS.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8")
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed", "--no-deps", "--only-binary=:all:"]
        command += ["--target", folder, "--python-version", python, "--report", str(told), "--requirement", str(asked)]
        command += [part for platform in PLATFORMS for part in ("--platform", platform)]
        subprocess.run(command, check=True)
        found: list[dict[str, Any]] = json.loads(told.read_text(encoding="utf-8"))["install"]
    return found


def main() -> None:
    """Writes the file anew."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    roots = [*project["dependencies"], *(each for extra in EXTRAS for each in project["optional-dependencies"][extra]), BUILD]
    hashes: dict[str, set[str]] = {}
    for python in PYTHONS:
        chosen = {canonicalize_name(each["metadata"]["name"]): each for each in report(python)}
        requires = {name: each["metadata"].get("requires_dist", []) for name, each in chosen.items()} | {APART: metadata.requires(APART) or []}
        for name in needed(roots, requires, python) - {APART}:
            hashes.setdefault(name, set()).add(chosen[name]["download_info"]["archive_info"]["hashes"]["sha256"])
    TARGET.write_text(written(hashes, pins(CONSTRAINTS.read_text(encoding="utf-8"))), encoding="utf-8")


if __name__ == "__main__":
    main()
