"""What programs may ask, over HTTP and MCP alike."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from assistant.passage_search import MOST_PASSAGES, PASSAGES
from assistant.suggestions import plain_question
from assistant.types import Slots
from assistant.wording import Language
from index.types import Aspect
from ui.types import MAX_QUESTION

MOST_NAMES = 20
"""Names of one kind that a request may hold."""

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Names = Annotated[tuple[Name, ...], Field(max_length=MOST_NAMES)]

OCCUPATIONS = "Occupations by any of their names; a feminine form or a small misspelling will do."
PLACES = "Places by their names."
LANGUAGE = "Language of what is said beside the quotes; a question that tells its own language is answered in that. Default: the server's."


class Request(BaseModel):
    """Frozen; unknown keys are refused, so that a misspelt one is noticed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: Language | None = Field(default=None, description=LANGUAGE)


class Ask(Request):
    """A question from a program."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"question": "Was verdient eine Erzieherin in Wuppertal?", "language": "de"}]})

    question: str = Field(min_length=1, max_length=MAX_QUESTION, description="The question, in German or English.")
    before: Slots | None = Field(default=None, description="In a conversation: the `slots` of the answer before, so that “Und in Essen?” is understood.")


class Search(Request):
    """A query for passages."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"query": "Schichtdienst und Urlaub", "places": ["Essen"], "limit": 5}]})

    query: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)] = Field(description="What to look for: words or a sentence.")
    occupations: Names = Field(default=(), description=f"{OCCUPATIONS} Empty: all.")
    places: Names = Field(default=(), description=f"{PLACES} Empty: all.")
    limit: int = Field(default=PASSAGES, ge=1, le=MOST_PASSAGES, description="Passages at most.")


class Compare(Request):
    """What to compare: several places, several occupations, or both."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"occupations": ["Erzieher"], "places": ["Wuppertal", "Essen"], "aspect": "pay"}]})

    occupations: Names = Field(default=(), description=OCCUPATIONS)
    places: Names = Field(default=(), description=PLACES)
    aspect: Aspect | None = Field(default=None, description="What to compare; null: whatever the pages say first.")

    @model_validator(mode="after")
    def _names_several(self) -> Self:
        if len(set(self.occupations)) < 2 and len(set(self.places)) < 2:
            raise ValueError("a comparison needs two occupations or two places")
        return self

    def question(self, language: Language) -> str:
        """The same in plain words, as the assistant reads it: "Was verdient man als Koch in Bochum oder Essen?"."""
        return plain_question(language, self.aspect, None, self.occupations, self.places)
