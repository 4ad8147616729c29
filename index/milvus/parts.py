"""The parts of a generation that are read when it is opened: by name, in pieces of text."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from index import aspects, manifest, scale
from index.aspects import AspectModel, Kind
from index.errors import DamagedLibrary
from index.fitted_files import SCALE, aspects_file
from index.manifest import Manifest
from index.milvus.collections import PIECE
from index.milvus.connection import Connection
from index.scale import Scale

MANIFEST = "manifest.json"
FACTS = "facts.json"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a generation notes beside its manifest.

    made: when, ISO 8601. passages: the greatest id of one, in this generation or before. documents: the greatest number of one.
    passages_by_occupation: {occupation: how many passages its pages have}.
    """

    made: str
    passages: int
    documents: int
    passages_by_occupation: dict[str, int]


@dataclass(frozen=True, slots=True)
class Parts:
    """What is read when a generation is opened. files: what was fitted for the encoder, by name."""

    manifest: Manifest
    facts: Facts
    files: Mapping[str, bytes]

    @property
    def made(self) -> datetime:
        """When it was made, in the machine's time zone."""
        return datetime.fromisoformat(self.facts.made).astimezone()


def write_parts(connection: Connection, generation: str, parts: Parts) -> None:
    """Puts the parts into the generation's first collection."""
    texts = {name: data.hex() for name, data in parts.files.items()}
    texts[FACTS] = json.dumps({each: getattr(parts.facts, each) for each in Facts.__slots__}, ensure_ascii=False)
    texts[MANIFEST] = manifest.written(parts.manifest)
    pieces = [(name, text[start : start + PIECE]) for name, text in texts.items() for start in range(0, len(text), PIECE)]
    connection.insert(generation, [{"id": n, "name": name, "data": data, "unused": [0.0, 0.0]} for n, (name, data) in enumerate(pieces)])


def read_parts(connection: Connection, generation: str) -> Parts:
    """Reads them. Raises DamagedLibrary where one is missing or isn't as it was written, NotThere where the generation is gone."""
    rows = sorted(connection.rows(generation, "id >= 0", ["id", "name", "data"]), key=lambda row: row["id"])
    texts: dict[str, str] = {}
    for row in rows:
        texts[row["name"]] = texts.get(row["name"], "") + row["data"]
    try:
        found = manifest.parsed(texts.pop(MANIFEST), connection.address, f"{MANIFEST} of {generation}")
        return Parts(found, Facts(**json.loads(texts.pop(FACTS))), {name: bytes.fromhex(text) for name, text in texts.items()})
    except (KeyError, ValueError, TypeError) as error:
        raise DamagedLibrary.by(connection.address, f"{generation} lacks a part ({error})") from error


def load_fitted(connection: Connection, parts: Parts) -> tuple[Scale, dict[Kind, AspectModel]]:
    """The scale of the encoder's cosines and the classifiers. Raises DamagedLibrary."""
    try:
        with TemporaryDirectory() as folder:
            for name, data in parts.files.items():
                (Path(folder) / Path(name).name).write_bytes(data)
            return scale.load(Path(folder) / SCALE), {kind: aspects.load(Path(folder) / aspects_file(kind)) for kind in aspects.KINDS}
    except (OSError, ValueError, KeyError) as error:
        raise DamagedLibrary.by(connection.address, f"{parts.manifest.number}: {error}") from error
