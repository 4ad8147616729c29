"""What depends on the encoder alone is fitted once, and comes with the package for the built-in one."""

from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from fake_encoder import FakeEncoder

from index import aspects, encoder_fit
from index.fitted_files import SCALE, aspects_file

FILES = {SCALE, *(aspects_file(kind) for kind in aspects.KINDS)}


def test_for_another_encoder_it_is_fitted(tmp_path: Path, encoder: FakeEncoder) -> None:
    encoder_fit.put(tmp_path, tmp_path / "cache.sqlite3", encoder)
    assert {file.name for file in tmp_path.iterdir()} - {"cache.sqlite3"} == FILES


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_what_is_packaged_was_made_from_the_examples_as_they_are(tmp_path: Path) -> None:
    from index.encoder import load_encoder

    encoder = load_encoder(single_precision=True)
    packaged = files("index") / encoder_fit.PACKAGED / encoder_fit.key(encoder)
    assert packaged.is_dir(), "run: python -m training.fit_encoder"
    encoder_fit.fit(tmp_path, tmp_path / "cache.sqlite3", encoder)
    for kind in aspects.KINDS:
        fresh, made = aspects.load(tmp_path / aspects_file(kind)), aspects.load(Path(str(packaged / aspects_file(kind))))
        assert np.allclose(fresh.weights, made.weights, atol=0.05)
