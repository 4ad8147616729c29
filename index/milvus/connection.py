"""The connection to Milvus: its calls, with its errors in our words; rows by filters, all of them, however many."""

import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from json import dumps
from typing import Any, TypeVar

import numpy as np

from index.errors import LibraryBusy, MissingExtra, UnreachableLibrary
from index.library_address import MilvusAddress
from index.types import Filters

try:
    from grpc import RpcError
    from pymilvus import MilvusClient, MilvusException
    from pymilvus.exceptions import ConnectionConfigException
except ImportError as error:
    raise MissingExtra.named("milvus") from error

USER, PASSWORD = "BERUFSLOTSE_MILVUS_USER", "BERUFSLOTSE_MILVUS_PASSWORD"
SECONDS = 60.0
"""How long a call may take."""
AT_HAND = 5.0
"""Seconds for what the server has at hand, which is asked before each question: a server that hangs must not hold everybody for longer."""
MOST = 16_384
"""Rows that Milvus returns of one search or query."""
AT_ONCE = 1_000
"""Rows of one insert or of one page of a query; with vectors some 2 MB, far below the 64 MB that a message may have."""
NOT_FOUND = (100, 700, 1600)
"""Milvus's codes: no such collection, no index of it (one that is being filled), no such alias."""
NOT_LOADED = 101

QUIET = {"grpc.keepalive_permit_without_calls": False}
"""Without it an idle client pings every ten seconds, which the embedded version's server takes for an attack and writes to standard error."""

T = TypeVar("T")
Row = dict[str, Any]


class NotThere(LookupError):
    """No such collection or alias."""


class Connection:
    """One client for a library, used by all threads. Every call raises UnreachableLibrary where it fails, NotThere where what it names isn't there."""

    def __init__(self, address: MilvusAddress) -> None:
        self.address = address
        # Each failed call would write a page to standard error beside our own message; the embedded server does so for calls that it doesn't know.
        for name in ("pymilvus", "grpc"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self._client: MilvusClient = self._asked(lambda: _client(address))
        self.lite: bool = "lite" in str(self._asked(lambda: self._client.get_server_version(timeout=SECONDS)))
        """Whether this is the embedded version, or its server: it knows less of some things."""

    def aliased(self, alias: str) -> str:
        """The collection that an alias stands for. Raises NotThere."""
        return str(self._asked(lambda: self._client.describe_alias(alias, timeout=AT_HAND))["collection_name"])

    def point(self, alias: str, collection: str, *, new: bool) -> None:
        """Makes an alias stand for a collection, in one step."""
        self._asked(lambda: (self._client.create_alias if new else self._client.alter_alias)(collection, alias, timeout=SECONDS))

    def collections(self) -> list[str]:
        """The names of all collections, whoever made them."""
        return sorted(self._asked(lambda: self._client.list_collections(timeout=SECONDS)))

    def make(self, name: str, schema: Any) -> None:
        """Makes a collection, which can be filled and not yet read."""
        self._asked(lambda: self._client.create_collection(name, schema=schema, consistency_level="Strong", timeout=SECONDS))

    def index(self, name: str, indexes: Any) -> None:
        """Makes the indexes of a collection and has it loaded; waits for both, however long they take."""
        self._asked(lambda: self._client.create_index(name, indexes))
        self._asked(lambda: self._client.load_collection(name))

    def drop(self, name: str) -> None:
        """Removes a collection; one that isn't there is no error."""
        self._asked(lambda: self._client.drop_collection(name, timeout=SECONDS))

    def insert(self, name: str, rows: Sequence[Row]) -> None:
        """Puts rows in, some at a time."""
        for start in range(0, len(rows), AT_ONCE):
            self._asked(partial(self._client.insert, name, list(rows[start : start + AT_ONCE]), timeout=SECONDS))

    def flush(self, name: str) -> None:
        """Has everything written down that was put in."""
        self._asked(lambda: self._client.flush(name))

    def count(self, name: str) -> int:
        """How many rows there are, with all that was put in until now."""
        asked = {"filter": "", "output_fields": ["count(*)"], "consistency_level": "Strong", "timeout": SECONDS}
        return int(self._read(name, lambda: self._client.query(name, **asked))[0]["count(*)"])

    def rows(self, name: str, where: str, fields: Sequence[str]) -> list[Row]:
        """The rows that an expression lets through: at most MOST."""
        return list(self._read(name, lambda: self._client.query(name, filter=where, output_fields=list(fields), limit=MOST, timeout=SECONDS)))

    def by(self, name: str, column: str, values: Sequence[int] | Sequence[str], fields: Sequence[str]) -> list[Row]:
        """The rows whose `column` is one of these values, in no order."""
        found: list[Row] = []
        for start in range(0, len(values), AT_ONCE):
            found += self.rows(name, one_of(column, values[start : start + AT_ONCE]), fields)
        return found

    def all_rows(self, name: str, fields: Sequence[str], last: int, step: int = AT_ONCE) -> Iterator[Row]:
        """All rows, by rising `id` up to `last`, those of `step` ids at a time: no cursor has to be kept, and a limit wouldn't cut by rising ids everywhere."""
        for start in range(0, last + 1, step):
            part = self.rows(name, f"id >= {start} and id < {min(start + step, last + 1)}", ["id", *fields])
            yield from sorted(part, key=lambda row: row["id"])

    def search(self, name: str, field: str, wanted: object, k: int, where: str, how: dict[str, int] | None = None) -> dict[int, float]:
        """The k best rows by a vector or, for a field that a function makes of text, by words: {id: score}, best first.

        how: Milvus's own settings of a search; an index that has no such setting passes it over.
        """
        if k <= 0:
            return {}
        data = [wanted.tolist() if isinstance(wanted, np.ndarray) else wanted]
        asked = {"data": data, "anns_field": field, "limit": min(k, MOST), "filter": where, "search_params": {"params": how or {}}, "timeout": SECONDS}
        found = self._read(name, lambda: self._client.search(name, **asked))[0]
        return {int(hit["id"]): float(hit["distance"]) for hit in found}

    def _read(self, name: str, call: Callable[[], T]) -> T:
        """What is read of a collection. One that the server has let go of, because it was started anew or somebody told it to, is loaded first."""
        try:
            return self._asked(call)
        except UnreachableLibrary as error:
            if getattr(error.__cause__, "code", None) != NOT_LOADED:
                raise
        self._asked(lambda: self._client.load_collection(name, timeout=SECONDS))
        return self._asked(call)

    def _asked(self, call: Callable[[], T]) -> T:
        try:
            return call()
        except MilvusException as error:
            if error.code in NOT_FOUND:
                raise NotThere(str(error.message)) from error
            raise UnreachableLibrary.by(self.address, str(error.message)) from error
        except RpcError as error:
            # pymilvus passes on what took too long, and what was refused, as it comes.
            raise UnreachableLibrary.by(self.address, str(error.details())) from error
        except (ConnectionConfigException, OSError, ValueError) as error:
            raise UnreachableLibrary.by(self.address, str(error)) from error


def one_of(column: str, values: Sequence[int] | Sequence[str]) -> str:
    """The expression that a column is one of these values. They are written as JSON writes them: pymilvus's own `get` leaves quotation marks as they are."""
    return f"{column} in {dumps(list(values), ensure_ascii=False)}"


def expression(filters: Filters) -> str:
    """Filters as an expression on the fields of passages; "" where they let everything through."""
    named: Mapping[str, frozenset[str]] = {"occupation": filters.occupations, "place": filters.places, "document": filters.documents}
    return " and ".join(one_of(column, sorted(values)) for column, values in named.items() if values)


@lru_cache
def connected(address: MilvusAddress) -> Connection:
    """The connection of this process to a library. Raises UnreachableLibrary."""
    return Connection(address)


def _client(address: MilvusAddress) -> MilvusClient:
    if address.folder:
        address.folder.mkdir(parents=True, exist_ok=True)
        try:
            return MilvusClient(address.uri, grpc_options=QUIET)
        except Exception as error:
            if "lock" in str(error).lower():
                raise LibraryBusy(
                    f"Another process uses {address}. The embedded Milvus serves one at a time.", library=str(address), reason="embedded"
                ) from error
            raise
    return MilvusClient(address.uri, user=os.environ.get(USER, ""), password=os.environ.get(PASSWORD, ""), timeout=SECONDS, grpc_options=QUIET)
