"""A library as an older version left it: one that found no amounts, and noted other rules."""

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path


def make_stale(library: Path) -> Path:
    """Takes the amounts out of the current generation, and writes its manifest as that version would have."""
    folder = library / "generations" / (library / "CURRENT").read_text(encoding="ascii").strip()
    store = folder / "library.sqlite3"
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("DELETE FROM amounts")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    del manifest["checksum"]
    manifest["reading"] = "older"
    manifest["counts"]["amounts"] = 0
    manifest["files"][store.name] = {"size": store.stat().st_size, "sha256": hashlib.sha256(store.read_bytes()).hexdigest()}
    checksum = hashlib.sha256(json.dumps(manifest, sort_keys=True).encode("utf-8")).hexdigest()
    (folder / "manifest.json").write_text(json.dumps({**manifest, "checksum": checksum}, ensure_ascii=False), encoding="utf-8")
    return library
