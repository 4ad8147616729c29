"""What the tests of the assistant share."""

from pathlib import Path

import pytest
from fake_encoder import FakeEncoder

from assistant.assistant import Assistant
from index import changes


@pytest.fixture
def assistant(tmp_path: Path, pages: Path, encoder: FakeEncoder) -> Assistant:
    """On the pages about cooks and painters, with the fake encoder."""
    changes.add(tmp_path / "library", [pages], encoder)
    return Assistant(tmp_path / "library", encoder)
