"""Libraries as other versions left them: one that found no amounts and noted other rules, one that kept its vectors in another file, one that is yet to come."""

import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from index.generation import SCHEMA


def make_stale(library: Path) -> Path:
    """Takes the amounts out of the current generation, and writes its manifest as that version would have."""
    folder = library / "generations" / (library / "CURRENT").read_text(encoding="ascii").split()[0]
    store = folder / "library.sqlite3"
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("DELETE FROM amounts")
    manifest = _manifest(folder)
    manifest["reading"] = "older"
    manifest["counts"]["amounts"] = 0
    manifest["files"][store.name] = _mark(store)
    _write(folder, manifest)
    return library


def make_schema_2(library: Path) -> Path:
    """Writes the vectors of the current generation as schema 2 had them: a flat index of FAISS with ids."""
    folder = library / "generations" / (library / "CURRENT").read_text(encoding="ascii").split()[0]
    manifest = _manifest(folder)
    ids = np.fromfile(folder / "vectors" / "ids.i64", dtype="<i8")
    index = faiss.IndexIDMap2(faiss.IndexFlatIP(manifest["encoder"]["dimension"]))
    index.add_with_ids(np.fromfile(folder / "vectors" / "rows.f32", dtype="<f4").reshape(len(ids), -1), ids)
    faiss.write_index(index, str(folder / "passages.faiss"))
    shutil.rmtree(folder / "vectors")
    manifest["schema"] = 2
    manifest["files"] = {name: mark for name, mark in manifest["files"].items() if not name.startswith("vectors/")}
    manifest["files"]["passages.faiss"] = _mark(folder / "passages.faiss")
    _write(folder, manifest)
    return library


def make_newer(library: Path) -> Path:
    """Writes the manifest of the current generation as a later version would have."""
    folder = library / "generations" / (library / "CURRENT").read_text(encoding="ascii").split()[0]
    manifest = _manifest(folder)
    manifest["schema"] = SCHEMA + 1
    _write(folder, manifest)
    return library


def _manifest(folder: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    del manifest["checksum"]
    return manifest


def _mark(file: Path) -> dict[str, object]:
    return {"size": file.stat().st_size, "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}


def _write(folder: Path, manifest: dict[str, Any]) -> None:
    checksum = hashlib.sha256(json.dumps(manifest, sort_keys=True).encode("utf-8")).hexdigest()
    (folder / "manifest.json").write_text(json.dumps({**manifest, "checksum": checksum}, ensure_ascii=False), encoding="utf-8")
    # Without the checksum: as versions before named it.
    (folder.parents[1] / "CURRENT").write_text(f"{folder.name}\n", encoding="ascii")
