"""A small trained reader: does a sentence answer a question?

It is the built-in encoder with a low-rank adapter (Hu et al. 2021, "LoRA", arXiv:2106.09685) on its layers and one more row: question and sentence
go through it as one text, and the mean of all tokens gives a logit. The embeddings, four fifths of the encoder, are shared with it in memory.
How it was trained, on what, and how well it reads: docs/reader.md.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.bert_encoder import WEIGHTS, BertEncoder, padded_ids
from index.encoder import Encoder
from index.types import BUILT_IN

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer

States = Callable[["torch.Tensor", "torch.Tensor"], "torch.Tensor"]
"""The adapted encoder: ids and which of them are there, both of shape (texts, tokens), to vectors of shape (texts, tokens, hidden)."""

ADAPTER = "reader.safetensors"
MOST_TOKENS = 160
"""What is longer is cut at the end; a sentence has some 30."""
QUESTION_TOKENS = 64
BEFORE_TOKENS = 24
"""Of the sentence before: enough to know of whom or what a pronoun speaks."""
BEGIN, END, PAD = 0, 2, 1
TOGETHER = 4
"""Sequences of one pass: those of like length, so that little is padding."""


def reads_with(encoder: str) -> bool:
    """Whether there is a reader for an encoder of this name; without one, answers rest on vectors and words alone. Loads nothing."""
    return encoder == BUILT_IN and files("assistant").joinpath(ADAPTER).is_file()


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """What the reader sees of a sentence: where it stands ("Koch in Bochum – Der Tag: "), its text, and the sentence before it.

    The reader that comes with the package was trained without the latter: "" (docs/reader.md).
    """

    context: str
    text: str
    before: str = ""


class Reader:
    """The adapted encoder, loaded. Safe to use from several threads: nothing changes after loading."""

    def __init__(self, model: States, head: "torch.nn.Linear", tokenizer: "Tokenizer") -> None:
        self._model = model
        self._head = head
        self._tokenizer = tokenizer

    @classmethod
    def load(cls, encoder: Encoder) -> "Reader | None":
        """The reader that was trained on this encoder; None for any other, and where the adapter isn't installed."""
        if not isinstance(encoder, BertEncoder):
            return None
        with as_file(files("assistant").joinpath(ADAPTER)) as path:
            return adapted(encoder, path) if path.is_file() else None

    def read(self, question: str, sentences: Sequence[ReadSentence]) -> NDArray[np.float32]:
        """The logit of each sentence, shape (sentences,): above 0, it answers rather than not."""
        import torch

        logits = np.zeros(len(sentences), dtype=np.float32)
        made = sequences(question, sentences, self._tokenizer)
        by_length = sorted(range(len(made)), key=lambda n: len(made[n].ids))
        with torch.inference_mode():
            for rows in (by_length[at : at + TOGETHER] for at in range(0, len(made), TOGETHER)):
                logits[rows] = forward(self._model, self._head, [made[n] for n in rows]).cpu().numpy()
        return logits


def adapted(encoder: BertEncoder, adapter: Path) -> Reader:
    """A copy of the encoder's layers with the adapter added to their weights, W + scale * B A; the embeddings are the encoder's own."""
    import torch
    from safetensors import safe_open

    from index.bert import Bert, layers_of

    head = torch.nn.Linear(encoder.dimension, 1).eval()
    with safe_open(encoder.directory / WEIGHTS, "pt") as base, safe_open(adapter, "pt") as file, torch.no_grad():
        scale = float(file.metadata()["scale"])
        head.load_state_dict({name: file.get_tensor(f"head.{name}") for name in ("weight", "bias")})
        changed = set(file.keys())

        def weight(name: str) -> torch.Tensor:
            found: torch.Tensor = base.get_tensor(name)
            layer = name.removesuffix(".weight")
            if f"{layer}.lora_A.weight" in changed:
                low, high = (file.get_tensor(f"{layer}.lora_{half}.weight").float() for half in "AB")
                found = found + scale * high @ low
            return found

        layers = layers_of(encoder.config, weight).to(encoder.device)
    return Reader(Bert(encoder.model.embeddings, layers).narrow(), head.to(encoder.device), encoder.tokenizer)


@dataclass(frozen=True, slots=True)
class Reading:
    """The token ids of one pass; `told`: how many of them, from the first, are question and sentence; what follows is the sentence before."""

    ids: list[int]
    told: int


def sequences(question: str, sentences: Sequence[ReadSentence], tokenizer: "Tokenizer") -> list[Reading]:
    """`<s> query: question </s> </s> context sentence </s> </s> before </s>` for each sentence."""
    texts = [f"query: {question}", *(sentence.context + sentence.text for sentence in sentences), *(sentence.before for sentence in sentences)]
    asked, *read = (encoded.ids for encoded in tokenizer.encode_batch(texts, add_special_tokens=False))
    begun = [BEGIN, *asked[:QUESTION_TOKENS], END, END]
    made = []
    for own, before in zip(read[: len(sentences)], read[len(sentences) :], strict=True):
        told = [*(begun + own)[: MOST_TOKENS - 1], END]
        made.append(Reading([*told, END, *before[:BEFORE_TOKENS], END] if before else told, len(told)))
    return made


def forward(model: States, head: "torch.nn.Linear", batch: Sequence[Reading]) -> "torch.Tensor":
    """A logit for each sequence, shape (sequences,)."""
    import torch

    ids, there = padded_ids([one.ids for one in batch], PAD)
    ends = torch.tensor([one.told for one in batch])
    told = torch.arange(ids.shape[1]) < ends.unsqueeze(1)
    ids, there, told = (one.to(head.weight.device) for one in (ids, there, told))
    states = model(ids, there)
    means = (states * told.unsqueeze(-1)).sum(dim=1) / told.sum(dim=1, keepdim=True)
    logits: torch.Tensor = head(means).squeeze(-1)
    return logits
