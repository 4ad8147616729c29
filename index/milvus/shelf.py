"""A library's generations in Milvus: each in collections of its own, and an alias that stands for the one in use."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from platformdirs import user_cache_path

from index import encoder_fit
from index.encoder import Encoder
from index.encoder_mark import mark_of
from index.errors import DamagedLibrary, LibraryBusy, MissingLibrary
from index.library_address import MilvusAddress
from index.manifest import SCHEMA, Manifest, checked
from index.milvus.collections import drop_all, index_all, make_all, new_name, number_of
from index.milvus.connection import NotThere, connected
from index.milvus.holdings import MilvusHoldings, faults, opened
from index.milvus.pages import MilvusPages
from index.milvus.parts import Parts, read_parts, write_parts
from index.milvus.rows import too_long
from index.milvus.writer import Earlier, MilvusWriter
from index.reading_rules import reading_rules
from index.shelf import Before, Fill, Kept


class MilvusShelf:
    """What `index.shelf.Shelf` asks for, of Milvus.

    Two writers never meet in a collection, since each draws the names of its own. Of two that begin with the same generation, the first to be done is the
    next one, and the other is told to begin again.
    """

    def __init__(self, address: MilvusAddress) -> None:
        """Raises UnreachableLibrary."""
        self._address = address
        self._connection = connected(address)

    @property
    def cache(self) -> Path:
        """In a folder of this machine: beside the embedded Milvus, else where the user's caches are."""
        return (self._address.folder or user_cache_path("berufslotse", appauthor=False)) / "embeddings.sqlite3"

    def open(self) -> MilvusHoldings:
        """Once more where a change has meanwhile made the alias stand for another generation."""
        while True:
            generation = self._current()
            try:
                return opened(self._connection, generation)
            except (NotThere, DamagedLibrary) as error:
                if self._current() == generation:
                    raise DamagedLibrary.by(self._address, str(error)) if isinstance(error, NotThere) else error from error

    def manifest(self) -> Manifest:
        """Of the generation in use."""
        return self._parts(self._current()).manifest

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Nothing is locked."""
        yield

    def before(self) -> Before:
        """Its pages are read as questions read them."""
        generation = self._current()
        parts = self._parts(generation)
        return Before(parts.manifest, MilvusPages(self._connection, generation, parts))

    def build(self, before: Manifest | None, encoder: Encoder, dropped: list[str], fill: Fill) -> Manifest:
        """In collections of its own, to which the alias is switched when they are complete."""
        earlier = self._earlier(before)
        number = max(self._numbers(), default=0) + 1
        generation = new_name(self._address, number)
        try:
            with TemporaryDirectory() as fitted:
                encoder_fit.put(Path(fitted), self.cache, encoder)
                files = {path.name: path.read_bytes() for path in sorted(Path(fitted).iterdir())}
            make_all(self._connection, generation, encoder.dimension)
            writer = MilvusWriter(self._connection, generation, earlier, dropped)
            counts = fill(writer)
            made = checked(Manifest(number, before.number if before else 0, SCHEMA, mark_of(encoder), counts, writer.marks(), reading_rules()))
            parts = Parts(made, writer.facts(datetime.now(UTC).isoformat(timespec="seconds")), files)
            write_parts(self._connection, generation, parts)
            self._connection.flush(generation)
            index_all(self._connection, generation, counts["passages"])
            for fault in faults(self._connection, generation, parts, thorough=False):
                raise DamagedLibrary.by(self._address, fault)
            self._switch(earlier.generation if earlier else None, generation)
        except BaseException as error:
            with suppress(Exception):
                if not self._is_current(generation):
                    drop_all(self._connection, generation)
            if isinstance(error, NotThere):
                # A change that was quicker has cleared away what could no longer be the next generation.
                raise self._overtaken() from error
            if isinstance(error, ValueError):
                raise too_long(self._address, error) from error
            raise
        self._prune(number, keep={generation, earlier.generation if earlier else generation})
        return made

    def roll_back(self) -> Manifest:
        """By having the alias stand for an earlier generation."""
        current = self._current()
        left = number_of(self._address, current) or 0
        for number, generation in sorted(self._generations().items(), reverse=True):
            if number >= left:
                continue
            try:
                parts = self._parts(generation)
            except DamagedLibrary:
                continue
            if not faults(self._connection, generation, parts):
                self._connection.point(self._address.name, generation, new=False)
                return parts.manifest
        raise MissingLibrary(
            f"There is no sound generation before the current one in {self._address}. Name another library, and build it: "
            "berufslotse index add PATH --library milvus://HOST:PORT/NAME",
            library=str(self._address),
            reason="no_generation_in_milvus",
        )

    def kept(self) -> tuple[int, list[Kept]]:
        """By what their parts say."""
        current = number_of(self._address, self._current()) or 0
        return current, [kept for number, generation in sorted(self._generations().items(), reverse=True) if (kept := self._kept(number, generation))]

    def _kept(self, number: int, generation: str) -> Kept | None:
        try:
            parts = self._parts(generation)
        except DamagedLibrary:
            # Being built, or left by a crash.
            return None
        return Kept(number, parts.made, parts.manifest)

    def _current(self) -> str:
        try:
            return self._connection.aliased(self._address.name)
        except NotThere:
            library = str(self._address)
            raise MissingLibrary(f"There is no library in {library}. Make one: berufslotse index add PATH --library {library}", library=library) from None

    def _is_current(self, generation: str) -> bool:
        try:
            return self._current() == generation
        except MissingLibrary:
            return False

    def _parts(self, generation: str) -> Parts:
        try:
            return read_parts(self._connection, generation)
        except NotThere as error:
            raise DamagedLibrary.by(self._address, str(error)) from error

    def _earlier(self, before: Manifest | None) -> Earlier | None:
        """The generation that a change began with. Raises LibraryBusy where it is no longer the one in use, DamagedLibrary where it isn't as it was written:
        what is copied gets new sums, and damage that was copied would never be found again."""
        if before is None:
            return None
        generation = self._current()
        parts = self._parts(generation)
        if parts.manifest.checksum != before.checksum:
            raise self._overtaken()
        for fault in faults(self._connection, generation, parts):
            raise DamagedLibrary.by(self._address, fault)
        return Earlier(generation, parts.facts)

    def _switch(self, before: str | None, generation: str) -> None:
        try:
            current: str | None = self._current()
        except MissingLibrary:
            current = None
        if current != before:
            raise self._overtaken()
        self._connection.point(self._address.name, generation, new=before is None)

    def _overtaken(self) -> LibraryBusy:
        return LibraryBusy(
            f"Another change to {self._address} was finished meanwhile. Nothing was changed; start this one again.",
            library=str(self._address),
            reason="overtaken",
        )

    def _generations(self) -> dict[int, str]:
        named = ((number_of(self._address, name), name) for name in self._connection.collections())
        return {number: name for number, name in named if number is not None}

    def _numbers(self) -> list[int]:
        return list(self._generations())

    def _prune(self, number: int, keep: set[str]) -> None:
        """Removes generations up to this one that aren't kept: those before, and what crashed changes have left. Others may be being built."""
        with suppress(Exception):
            for name in self._connection.collections():
                found = number_of(self._address, name)
                if found is not None and found <= number and name not in keep:
                    drop_all(self._connection, name)
