"""The collections of a library in Milvus, five to a generation, and what their rows hold. All keys are numbers: Milvus pages through them.

    NAME                        an alias of the first collection of the generation in use
    NAME_000003_ab12cd34        its parts by name, in pieces of text: manifest, when it was made, scale, classifiers of aspects, passages by occupation
    NAME_000003_ab12cd34_pages     documents, each in as many rows as its text needs
    NAME_000003_ab12cd34_passages  what is searched: vector, terms, filters; where passages, sentences and amounts stand in the text
    NAME_000003_ab12cd34_vectors   the vectors of a passage's sentences, in half precision
    NAME_000003_ab12cd34_terms     in how many passages a term is

What comes after the number is drawn, so that two writers never write into the same collections.
"""

import re
import secrets
from typing import Any

from pymilvus import DataType, Function, FunctionType, MilvusClient

from index.library_address import MilvusAddress
from index.milvus.connection import Connection

PAGES, PASSAGES, VECTORS, TERMS = "_pages", "_passages", "_vectors", "_terms"
KINDS = ("", PAGES, PASSAGES, VECTORS, TERMS)
PARTS = 4096
"""Rows that one document, or the sentences of one passage, may have: their keys are NUMBER * PARTS + n."""
PIECE = 16_000
"""Characters of one field; Milvus takes 65,535 bytes, and a character has four at most."""
LONGEST = 65_535
EXACT = 100_000
"""Passages up to which Milvus looks at each, as the folder does; beyond that by a graph."""
GRAPH = {"M": 24, "efConstruction": 200}
REACH = 256
"""How many passages of the graph a search looks at."""
FILTERED = ("document", "occupation", "place")
"""Fields of a passage that a search may be restricted to values of."""
TEXT, NUMBER = DataType.VARCHAR, DataType.INT64
FIELDS = {
    "": (("name", TEXT), ("data", TEXT)),
    PAGES: tuple((name, TEXT) for name in ("document", "file", "origin", "sha256", "title", "occupation", "place", "date", "body")),
    VECTORS: (("data", TEXT),),
    TERMS: (("term", TEXT), ("passages", NUMBER)),
}
"""Of the collections that are only looked up."""
K1, B = 1.2, 0.75
"""Tantivy's constants of BM25, so that both kinds of library rank alike."""


def new_name(address: MilvusAddress, number: int) -> str:
    """A name for a generation's first collection that nothing has yet."""
    return f"{address.name}_{number:06d}_{secrets.token_hex(4)}"


def number_of(address: MilvusAddress, collection: str) -> int | None:
    """The number of the generation whose first collection this is, or None."""
    found = re.fullmatch(rf"{re.escape(address.name)}_(\d{{6,}})_[0-9a-f]{{8}}", collection)
    return int(found[1]) if found else None


def make_all(connection: Connection, generation: str, dimension: int) -> None:
    """Makes the collections of a generation, to be filled; until `index_all` nothing can be read from them."""
    for kind in KINDS:
        connection.make(generation + kind, _searched(dimension, connection.lite) if kind == PASSAGES else _plain(*FIELDS[kind]))


def index_all(connection: Connection, generation: str, passages: int) -> None:
    """Indexes the collections of a generation, which are filled, and has them loaded. Which index is made depends on how many passages there are."""
    for kind in KINDS:
        connection.index(generation + kind, _search_indexes(passages) if kind == PASSAGES else _plain_indexes("term" if kind == TERMS else None))


def drop_all(connection: Connection, generation: str) -> None:
    """Removes the collections of a generation; the first one last, so that what a crash leaves is still known as one."""
    for kind in reversed(KINDS):
        connection.drop(generation + kind)


def token(term: str) -> str:
    """A term as Milvus's analyzers keep it whole: those with other than letters, digits and underscores are spelt in numbers."""
    return term if re.fullmatch(r"\w+", term) and term == term.lower() else f"x{term.encode().hex()}x"


def _plain(*fields: tuple[str, DataType]) -> Any:
    """Rows that are only looked up. Milvus wants a vector in every collection; this one is never used."""
    schema = _begun()
    for name, kind in fields:
        schema.add_field(name, kind, **({"max_length": LONGEST} if kind == DataType.VARCHAR else {}))
    schema.add_field("unused", DataType.FLOAT_VECTOR, dim=2)
    return schema


def _plain_indexes(looked_up: str | None) -> Any:
    indexes = MilvusClient.prepare_index_params()
    indexes.add_index("unused", index_type="FLAT", metric_type="IP")
    if looked_up:
        indexes.add_index(looked_up, index_type="INVERTED")
    return indexes


def _searched(dimension: int, lite: bool) -> Any:
    schema = _begun()
    for name in FILTERED:
        schema.add_field(name, DataType.VARCHAR, max_length=LONGEST)
    # Where the passage, its heading, its sentences and amounts stand, and how many rows the vectors of its sentences fill.
    schema.add_field("stands", DataType.VARCHAR, max_length=LONGEST)
    schema.add_field("rows", DataType.INT64)
    # The terms are made by `german`, so Milvus only splits at blanks; the embedded version knows its standard way alone.
    analyzer = {"tokenizer": "standard" if lite else "whitespace"}
    schema.add_field("terms", DataType.VARCHAR, max_length=LONGEST, enable_analyzer=True, analyzer_params=analyzer, enable_match=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimension)
    schema.add_field("bm25", DataType.SPARSE_FLOAT_VECTOR)
    schema.add_function(Function(name="bm25", function_type=FunctionType.BM25, input_field_names=["terms"], output_field_names=["bm25"]))
    return schema


def _search_indexes(passages: int) -> Any:
    indexes = MilvusClient.prepare_index_params()
    for name in FILTERED:
        indexes.add_index(name, index_type="INVERTED")
    graph = passages > EXACT
    indexes.add_index("vector", index_type="HNSW" if graph else "FLAT", metric_type="IP", params=GRAPH if graph else {})
    indexes.add_index("bm25", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25", params={"bm25_k1": K1, "bm25_b": B})
    return indexes


def _begun() -> Any:
    schema = MilvusClient.create_schema(auto_id=False)
    schema.add_field("id", DataType.INT64, is_primary=True)
    return schema
