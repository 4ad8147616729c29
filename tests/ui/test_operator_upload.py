"""Names of files that somebody sends can't lead anywhere."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.operator_upload import safe_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("koch-bochum.txt", "koch-bochum.txt"),
        ("Bäcker in Köln.pdf", "Bäcker in Köln.pdf"),
        ("Ba\u0308cker.md", "Bäcker.md"),
        ("../../etc/passwd", "passwd"),
        ("/etc/cron.d/x.txt", "x.txt"),
        ("C:\\Seiten\\koch.html", "koch.html"),
        (".hidden.txt", "hidden.txt"),
        ("...txt", "txt"),
        ("a\x00b\n.txt", "a_b_.txt"),
        ('<img src=x onerror="x">.txt', "_img src=x onerror=_x__.txt"),
        ("..", ""),
        ("", ""),
        ("Ordner/", ""),
    ],
)
def test_a_name_is_kept_as_far_as_it_is_harmless(given_name: str, kept: str) -> None:
    assert safe_name(given_name) == kept


@given(st.text(max_size=400))
def test_any_name_is_one_part_of_a_path_that_every_system_takes(text: str) -> None:
    name = safe_name(text)
    assert len(name.encode()) <= 255
    assert not set(name) & set('/\\\0<>:"|?*')
    assert name.isprintable()
    assert not name.startswith((".", " "))
    assert safe_name(name) == name
    if name:
        assert (Path("folder") / name).parent == Path("folder")
