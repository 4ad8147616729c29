"""What is written in another language than the page says so: browsers read it aloud, hyphenate and translate it by that."""

from assistant.wording import Language


def tongue(own: Language | None, language: Language) -> str:
    """The attribute of an element that is written in a language of its own; "" where that is the page's, or isn't known."""
    return f' lang="{own}"' if own and own != language else ""
