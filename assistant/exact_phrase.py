"""The exact figure inside a statement: the amounts where pay or a cost is asked, the lengths or shares where a number of them is asked."""

from assistant import quantity_asked
from assistant.answer_type import asks_for_costs
from index.amounts import Stage, find_amounts
from index.quantities import find_quantities
from index.types import Aspect, Span


def exact_phrases(text: str, question: str, aspect: Aspect | None, stages: frozenset[Stage]) -> tuple[Span, ...]:
    """What of a statement's text answers exactly, as characters of it, in order; () where no typed fact is surely what was asked.

    Of several stages of pay, those that were asked for, if the text tells them.
    """
    if aspect is Aspect.PAY or asks_for_costs(question):
        amounts = find_amounts(text)
        of_stage = tuple(amount for amount in amounts if amount.stage in stages)
        return tuple(amount.span for amount in of_stage or amounts)
    units, how_long = quantity_asked.units_asked(question), quantity_asked.asks_how_long(question)
    if not units and not how_long:
        return ()
    return tuple(found.span for found in find_quantities(text) if found.unit in units or (how_long and found.kind == "duration"))
