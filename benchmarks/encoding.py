"""Encoding while indexing, against bare `SentenceTransformer.encode_document` of the same texts in single precision, in turn, in one run.

python -m benchmarks.encoding [--rounds 3]
"""

import argparse
import tempfile
from importlib.resources import as_file, files
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.bare_encoder import bare_encoder
from benchmarks.encoded_texts import texts_under
from index import changes, embedding_cache
from index.encoder import load_encoder


def texts_of_sample_pages() -> list[str]:
    """What `index add` encodes of the sample pages: passages with their context, and sentences."""
    with as_file(files("assistant.sample_pages")) as folder:
        return list(texts_under(folder))


def main() -> None:
    """Prints both rates, the ratio of each round and the median ratio; then the share of a whole `index add` that isn't encoding."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    encoder = load_encoder()
    plain = bare_encoder()
    texts = texts_of_sample_pages()
    encoder.encode_passages(texts[:32])
    plain.encode_document(texts[:32], show_progress_bar=False)
    ratios = []
    for _ in range(rounds):
        started = perf_counter()
        plain.encode_document(texts, show_progress_bar=False)
        bare = perf_counter() - started
        with tempfile.TemporaryDirectory() as folder:
            started = perf_counter()
            embedding_cache.encode(Path(folder) / "cache.sqlite3", encoder, texts)
            ours = perf_counter() - started
        ratios.append(bare / ours)
        print(f"bare {len(texts) / bare:.1f} texts/s, while indexing {len(texts) / ours:.1f} texts/s, ratio {bare / ours:.3f}")
    print(f"median ratio {median(ratios):.3f} of {rounds} rounds, {len(texts)} texts")
    with tempfile.TemporaryDirectory() as folder, as_file(files("assistant.sample_pages")) as pages:
        started = perf_counter()
        changes.add(Path(folder) / "library", [pages], encoder)
        print(f"index add of the sample pages: {perf_counter() - started:.1f} s in all")


if __name__ == "__main__":
    main()
