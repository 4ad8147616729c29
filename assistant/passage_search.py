"""Search for programs: the passages nearest to a query, restricted by the names that people use for occupations and places."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant import suggestions
from assistant.types import FoundPassage, SearchResult
from assistant.wording import Language, say
from index.library import Library
from index.name_senses import Kind
from index.names import Names
from index.types import Filters, Hit

PASSAGES = 10
"""Passages that a search gives where no number is asked for."""
MOST_PASSAGES = 50
"""Passages that a search gives at most; search looks at few more closely (index.library.POOL)."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Names that a search is restricted to, as they were given; several of a kind mean any of them."""

    occupations: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def find_passages(library: Library, names: Names, query: str, wanted: Wanted, limit: int, language: Language) -> SearchResult:
    """The `limit` best passages for a query, best first; none where a name has no page, which `missing` then says."""
    occupations, unknown_occupations = _resolved(names, "occupation", wanted.occupations, library.occupations)
    places, unknown_places = _resolved(names, "place", wanted.places, library.places)
    missing = [say(language, "refusal.occupation", occupation=name) for name in unknown_occupations]
    missing += [say(language, "refusal.place", place=name) for name in unknown_places]
    filters = Filters(occupations, places)
    if not missing and filters and not library.documents(filters):
        either = f" {say(language, 'subject.or')} "
        pair = {"occupation": either.join(suggestions.once(sorted(occupations))), "place": either.join(sorted(places))}
        missing = [say(language, "refusal.pair", **pair)]
    hits = () if missing else library.search(query, filters, limit)
    return SearchResult(query=query, hits=tuple(_found(hit) for hit in hits), missing=" ".join(missing) or None, generation=library.number)


def _resolved(names: Names, kind: Kind, asked: Sequence[str], known: Sequence[str]) -> tuple[frozenset[str], list[str]]:
    """The library's spellings of names ("Erzieherin" may be "Erzieher"), and those names that have no page."""
    found: set[str] = set()
    unknown: list[str] = []
    for name in asked:
        spelt = [name] if name in known else [one for meant in names.find(name) if meant.kind == kind for one in meant.candidates]
        found.update(spelt)
        if not spelt:
            unknown.append(name)
    return frozenset(found), unknown


def _found(hit: Hit) -> FoundPassage:
    passage, document = hit.passage, hit.passage.document
    return FoundPassage(
        document=document.id,
        title=document.title,
        section=passage.section,
        text=passage.text,
        start=passage.span.start,
        end=passage.span.end,
        occupation=document.occupation,
        place=document.place,
        url=document.url,
        date=document.date,
        score=round(hit.score, 4),
    )
