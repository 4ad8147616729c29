"""The service of systemd fits the product: its options are those of the command line, its times and folders those of the server and of docs/operations.md."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.command_words import known_to_the_command_line
from ui.stopping_server import MOST_SECONDS

ROOT = Path(__file__).parents[1]
UNIT = ROOT / "packaging" / "berufslotse.service"
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
OFFLINE = 250
"""The systemd from which on a unit can be judged that isn't installed."""


@pytest.fixture(scope="module")
def unit() -> dict[str, list[str]]:
    """What the unit says, by key."""
    said: dict[str, list[str]] = {}
    for line in UNIT.read_text(encoding="utf-8").splitlines():
        key, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            said.setdefault(key, []).append(value)
    return said


def analyzed(*arguments: str) -> subprocess.CompletedProcess[str]:
    """What systemd-analyze says; the test is left out where it isn't there, or is too old."""
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze isn't installed here: what systemd says of the unit isn't known")
    told = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60).stdout
    version = re.match(r"systemd (\d+)", told)
    if version is None or int(version[1]) < OFFLINE:
        pytest.skip(f"systemd-analyze is older than {OFFLINE}: what systemd says of the unit isn't known")
    return subprocess.run([program, *arguments], capture_output=True, text=True, timeout=60)


def test_the_command_that_is_started_and_its_options_are_known(unit: dict[str, list[str]]) -> None:
    (started,) = unit["ExecStart"]
    program, *words, options = started.split(" ")
    assert program == "/opt/berufslotse/current/bin/berufslotse"
    assert words[0] == "serve"
    assert known_to_the_command_line(words)
    assert options == "$OPTIONS", "without braces: several words stay several"


def test_the_options_that_are_told_as_examples_are_known() -> None:
    examples = re.findall(r"OPTIONS=(-[^'\n]+)", UNIT.read_text(encoding="utf-8") + OPERATIONS)
    assert len(examples) == 2
    for example in examples:
        assert known_to_the_command_line(["serve", *shlex.split(example)])


def test_an_option_that_there_is_not_would_be_noticed() -> None:
    with pytest.raises(Exception, match="No such option.*--libary"):
        known_to_the_command_line(["serve", "--libary", "/var/lib/berufslotse/library"])


def test_the_server_has_time_to_finish_its_answers(unit: dict[str, list[str]]) -> None:
    (seconds,) = unit["TimeoutStopSec"]
    assert int(seconds) > MOST_SECONDS


def test_it_writes_where_the_service_has_its_folders(unit: dict[str, list[str]]) -> None:
    (state,), (cache,) = unit["StateDirectory"], unit["CacheDirectory"]
    (started,) = unit["ExecStart"]
    assert f"--library /var/lib/{state}/library " in started
    assert unit["WorkingDirectory"] == [f"/var/lib/{state}"]
    assert unit["Environment"] == [f"HOME=/var/lib/{state} XDG_CACHE_HOME=/var/cache/{cache} HF_HUB_OFFLINE=1", "OPTIONS="]


def test_the_manual_installs_what_the_unit_names(unit: dict[str, list[str]]) -> None:
    assert "sudo ln -sfn 0.1.0 /opt/berufslotse/current\n" in OPERATIONS
    (file,) = unit["EnvironmentFile"]
    assert f"sudo tee {file.removeprefix('-')}\n" in OPERATIONS


def test_systemd_understands_every_line(tmp_path: Path) -> None:
    # systemd also looks whether the command is installed.
    copy = tmp_path / UNIT.name
    copy.write_text(re.sub(r"(?m)^ExecStart=\S+", f"ExecStart={shutil.which('true')}", UNIT.read_text(encoding="utf-8")), encoding="utf-8")
    told = analyzed("verify", "--man=no", str(copy))
    assert [line for line in told.stderr.splitlines() if UNIT.name in line] == []


def test_systemd_finds_little_that_the_service_could_do_to_the_machine() -> None:
    told = analyzed("security", "--offline=true", "--no-pager", "--threshold=20", str(UNIT))
    assert told.returncode == 0, told.stdout[-200:]
