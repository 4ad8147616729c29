"""The assistant: a question in, an answer record out."""

import logging
import re
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import get_args

from assistant import composition, pages, suggestions
from assistant.greeting import is_greeting, is_thanks
from assistant.inquiry import encoded_together, understand
from assistant.listing import Listing
from assistant.passage_search import PASSAGES, Wanted, find_passages
from assistant.reader import Reader
from assistant.refusal import Refusal
from assistant.reply import reply_to, surely_answers
from assistant.rewording import Choices, Kind, choices, reworded
from assistant.types import Answer, Citation, Outcome, Overview, PageEntry, SearchResult, Slots, Source, WholePage
from assistant.wording import Language, say
from index import memory_pools
from index.encoder import Encoder
from index.errors import LibraryError
from index.library import Library, section_of
from index.library_address import LibraryAddress
from index.names import Names
from index.plain_text import normalise
from index.types import Span

LONGEST_QUESTION = 1000
"""Characters; a longer text is no question, and would be cut by the encoder anyway."""
EXAMPLES = 6
RETRY = 1.0
"""Seconds after which a library that couldn't be opened is tried again: that may take as long as an answer, and every question would wait for it."""

# Not structlog, which speaks on standard output where nobody has set it up: that is the command line's.
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why what is on disk can't be opened. code: of a LibraryError; "unreadable" where the system refused. at: when it was tried, by the monotonic clock."""

    code: str
    reason: str
    at: float


class Assistant:
    """Answers questions from a library; follows it to newer generations. Safe to use from several threads.

    State: the opened generation and its names, exchanged together when `CURRENT` names another one, and what was found out about that generation:
    which suggestions are answered, and the order of its pages. Where the library is damaged or gone since, the opened generation lasts and answers on.
    """

    def __init__(self, library: LibraryAddress, encoder: Encoder) -> None:
        """Opens the library. Raises LibraryError with what to do."""
        self._path = library
        self._encoder = encoder
        self._reader = Reader.load(encoder)
        self._lock = threading.Lock()
        self._opened = self._open()
        self._fault: Fault | None = None
        self._tried: dict[tuple[int, str], bool] = {}
        self._examples: dict[tuple[int, Language], tuple[str, ...]] = {}
        self._pages: dict[int, tuple[PageEntry, ...]] = {}
        self._overviews: dict[int, Overview] = {}

    def _open(self) -> tuple[Library, Names]:
        library = Library.open(self._path, self._encoder)
        return library, Names(library.occupations, library.places)

    def catch_up(self) -> None:
        """Answers from the generation in use when this returns, however long it takes to open; other questions don't wait."""
        with self._lock:
            if not self._is_settled():
                self._follow()

    def _current(self) -> tuple[Library, Names]:
        # One opens; the others answer from what is open rather than wait until a large library is.
        if not self._is_settled() and self._lock.acquire(blocking=False):
            try:
                if not self._is_settled():
                    self._follow()
            finally:
                self._lock.release()
        return self._opened

    def _is_settled(self) -> bool:
        """Whether what is open is what to answer from: `CURRENT` names it, or what there is instead couldn't be opened just now."""
        if fault := self._fault:
            return time.monotonic() - fault.at < RETRY
        try:
            return self._opened[0].is_current()
        except (LibraryError, OSError):
            return False

    def _follow(self) -> None:
        """Opens the generation that `CURRENT` names. Where that fails, what is open stays, and the log says why, once."""
        try:
            if not self._opened[0].is_current():
                self._opened = self._open()
                # What older generations took; the one just left may still be answering, and its share is given back at the next change.
                memory_pools.give_back()
                self._tried, self._examples, self._pages, self._overviews = {}, {}, {}, {}
            self._fault = None
        except (LibraryError, OSError) as error:
            if self._fault is None or self._fault.reason != str(error):
                log.warning("The library can't be opened any more; its generation %d answers on. %s", self._opened[0].number, error)
            # Not the error itself, which would hold what was half opened.
            self._fault = Fault(error.code if isinstance(error, LibraryError) else "unreadable", str(error), time.monotonic())

    @property
    def library(self) -> Library:
        """The current generation, or the last one that could be opened."""
        return self._current()[0]

    @property
    def library_fault(self) -> str | None:
        """The code of the error for which the current generation can't be opened, so that an older one answers; None while all is well. As of the last look."""
        return fault.code if (fault := self._fault) else None

    def ask(self, question: str, before: Slots | None = None, language: Language = "de") -> Answer:
        """Answers a question from the library's pages, or says what they don't tell.

        `before` are the slots of the turn before (None: a conversation begins). `language` is used where the question doesn't tell its own.
        """
        library, names = self._current()
        started = time.perf_counter()
        # As pages are read: what nobody sees in a question is neither looked for nor shown.
        question = " ".join(normalise(question).split())
        unclear = _unclear(question, language)
        if is_thanks(question):
            thanked = Refusal(Outcome.CLARIFY, say(language, "refusal.thanks"), "unclear")
            kept = before.model_copy(update={"carried_over": tuple(kind for kind in get_args(Kind) if getattr(before, kind))}) if before else Slots()
            return composition.refused(question, question, kept, thanked, library.number, {"understand": _since(started)})
        if is_greeting(question):
            unclear = Refusal(Outcome.CLARIFY, say(language, "refusal.greeting"), "unclear", None, self.examples(language)[: suggestions.MOST])
        if unclear:
            return composition.refused(question, question, Slots(), unclear, library.number, {"understand": _since(started)})
        inquiry = understand(question, before, library, names, language)
        understood = time.perf_counter()
        reply = reply_to(inquiry, library, names, self._reader)
        timings = {"understand": round((understood - started) * 1000, 1), "read": _since(understood)}
        reply = replace(reply, suggestions=self._sure(reply.suggestions, language))
        timings["suggest"] = round(_since(started) - sum(timings.values()), 1)
        if isinstance(reply, Listing):
            return composition.listed(inquiry, reply, library.number, timings)
        if isinstance(reply, Refusal):
            return composition.refused(question, inquiry.standing_alone, inquiry.slots, reply, library.number, timings)
        return composition.answered(inquiry, reply, library.number, timings)

    def _sure(self, questions: tuple[str, ...], language: Language) -> tuple[str, ...]:
        """Those that are answered, as many as are shown; each is tried once a generation."""
        library, names = self._opened
        # Held, since another thread may open a newer generation and begin new ones at any moment.
        tried = self._tried
        vectors = encoded_together([question for question in questions if (library.number, question) not in tried][: suggestions.MOST], library, names)
        sure: list[str] = []
        for question in questions:
            key = (library.number, question)
            if key not in tried:
                inquiry = understand(question, None, library, names, language, vectors)
                tried[key] = surely_answers(inquiry, library) or not isinstance(reply_to(inquiry, library, names, self._reader), Refusal)
            if tried[key]:
                sure.append(question)
            if len(sure) == suggestions.MOST:
                break
        return tuple(sure)

    def choices(self, slots: Slots) -> Choices:
        """The other values that what was understood could have had."""
        return choices(slots, self.library)

    def reworded(self, answer: Answer, kind: Kind, old: str, new: str | None, language: Language = "de") -> str:
        """The question of an answer with one value of its slots exchanged, or taken out (None). Raises ValueError where it isn't about `old`."""
        return reworded(answer.understood_as, answer.slots, kind, old, new, self._current()[1], language)

    def is_unchanged(self, citation: Citation) -> bool:
        """Whether the page still says what was cited, at the same place."""
        document = self.library.document(citation.document)
        return document is not None and document.text[citation.start : citation.end] == citation.quote

    def source(self, citation: Citation) -> Source:
        """A citation inside its whole section. Raises LookupError when its page has changed or gone since."""
        document = self.library.document(citation.document)
        if document is None or not self.is_unchanged(citation):
            raise LookupError(f"{citation.document} has changed since it was cited")
        heading, body = section_of(document, Span(citation.start, citation.end))
        text = document.text
        return Source(
            title=document.title,
            occupation=document.occupation,
            place=document.place,
            date=document.date,
            url=document.url,
            heading=text[heading.start : heading.end] if heading else None,
            before=text[body.start : citation.start],
            quote=citation.quote,
            after=text[citation.end : body.end],
        )

    def search(self, query: str, occupations: Sequence[str] = (), places: Sequence[str] = (), limit: int = PASSAGES, language: Language = "de") -> SearchResult:
        """The passages nearest to a query, of all pages or of those on the occupations and places named."""
        library, names = self._current()
        return find_passages(library, names, query, Wanted(tuple(occupations), tuple(places)), limit, language)

    def pages(self, words: str = "") -> tuple[PageEntry, ...]:
        """The pages that have each of the words, all of them where there are none; by occupation, place and title. No text is read for it."""
        library, known = self.library, self._pages
        if library.number not in known:
            known[library.number] = pages.entries(library)
        return pages.with_words(known[library.number], library, words)

    def page(self, document: str, language: Language = "de") -> WholePage | None:
        """A page to be read, with a few questions in a language, all of them tried: each is answered. None where there is no such page."""
        library = self.library
        found = library.document(document)
        if found is None:
            return None
        return pages.whole_page(found, self._sure(pages.questions_about(found, library, language), language))

    def overview(self) -> Overview:
        """What the library holds."""
        library = self.library
        overview = self._overviews.get(library.number) or _overview(library)
        self._overviews[library.number] = overview
        return overview

    def examples(self, language: Language = "de") -> tuple[str, ...]:
        """Up to six questions, all of them tried: each is answered.

        Each is about another page and asked in turn about another aspect; the second compares two places, where an occupation has pages on both.
        """
        library, known = self.library, self._examples
        key = (library.number, language)
        if key not in known:
            known[key] = self._find_examples(library, language)
        return known[key]

    def _find_examples(self, library: Library, language: Language) -> tuple[str, ...]:
        subjects = [(d, o, p) for d, o, p, _ in library.subjects if o and p]
        compared = next((question for question in suggestions.of_two_places(language, library) if self._sure((question,), language)), None)
        found: list[str] = []
        for n, (page, occupation, place) in enumerate(suggestions.spread(subjects, EXAMPLES * 2)):
            told = library.aspects_of(page)
            turn = n % len(suggestions.ASPECTS)
            aspect = next((a for a in (*suggestions.ASPECTS[turn:], *suggestions.ASPECTS) if a in told), None)
            if aspect and len(found) < EXAMPLES - bool(compared):
                question = suggestions.question_about(language, aspect, occupation, place)
                found.extend(self._sure((question,), language))
        return (*found[:1], *((compared,) if compared else ()), *found[1:])


def _overview(library: Library) -> Overview:
    dates = [date for _, _, _, date in library.subjects if date]
    return Overview(
        pages=len(library.subjects),
        occupations=library.occupations,
        places=library.places,
        generation=library.number,
        stand=max(dates, default=None),
        pages_on_occupation=tuple(Counter(o for _, o, _, _ in library.subjects if o).items()),
        pages_on_place=tuple(Counter(p for _, _, p, _ in library.subjects if p).items()),
    )


def _since(start: float) -> float:
    return round((time.perf_counter() - start) * 1000, 1)


def _unclear(question: str, language: Language) -> Refusal | None:
    """What can't be a question: nothing, no words, or far too much."""
    if not question.strip():
        return Refusal(Outcome.CLARIFY, say(language, "refusal.empty"), "unclear")
    if len(question) > LONGEST_QUESTION:
        return Refusal(Outcome.CLARIFY, say(language, "refusal.too_long", limit=LONGEST_QUESTION), "unclear")
    if not re.search(r"[^\W\d_]{2}", question):
        return Refusal(Outcome.CLARIFY, say(language, "refusal.no_words"), "unclear")
    return None
