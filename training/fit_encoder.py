"""Makes `index/fitted/`: what `index.encoder_fit` would fit for the built-in encoder, so that nobody waits for it. Run it when the examples have changed.

python -m training.fit_encoder
"""

import shutil
import tempfile
from pathlib import Path

import index
from index import encoder_fit
from index.encoder import load_encoder

FOLDER = Path(index.__file__).parent / encoder_fit.PACKAGED


def main() -> None:
    """Replaces the folder."""
    encoder = load_encoder(single_precision=True)
    shutil.rmtree(FOLDER, ignore_errors=True)
    made = FOLDER / encoder_fit.key(encoder)
    made.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        encoder_fit.fit(made, Path(folder) / "cache.sqlite3", encoder)
    print(made.relative_to(FOLDER.parent))


if __name__ == "__main__":
    main()
