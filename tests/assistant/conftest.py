"""What the tests of the assistant share."""

from pathlib import Path

import pytest
from fake_encoder import FakeEncoder

from assistant.assistant import Assistant


@pytest.fixture
def assistant(made: Path, encoder: FakeEncoder) -> Assistant:
    """On the pages about cooks and painters, with the fake encoder."""
    return Assistant(made, encoder)
