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

from index.bert_encoder import WEIGHTS, BertEncoder, mean_of, padded_ids
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
BEGIN, END, PAD = 0, 2, 1
TOGETHER = 4
"""Sequences of one pass: those of like length, so that little is padding."""


def reads_with(encoder: str) -> bool:
    """Whether there is a reader for an encoder of this name; without one, answers rest on vectors and words alone. Loads nothing."""
    return encoder == BUILT_IN and files("assistant").joinpath(ADAPTER).is_file()


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """What the reader sees of a sentence: where it stands ("Koch in Bochum – Der Tag: ") and its text."""

    context: str
    text: str


class Reader:
    """The adapted encoder, loaded. Safe to use from several threads: nothing changes after loading."""

    def __init__(self, model: States, head: "torch.nn.Linear", tokenizer: "Tokenizer") -> None:
        self._model = model
        self._head = head
        self._tokenizer = tokenizer

    @classmethod
    def load(cls, encoder: Encoder) -> "Reader | None":
        """The reader that was trained on this encoder; None for any other, and where the adapter isn't installed."""
        if not isinstance(encoder, BertEncoder) or not reads_with(encoder.name):
            return None
        with as_file(files("assistant").joinpath(ADAPTER)) as path:
            return adapted(encoder, path)

    def read(self, question: str, sentences: Sequence[ReadSentence]) -> NDArray[np.float32]:
        """The logit of each sentence, shape (sentences,): above 0, it answers rather than not."""
        import torch

        logits = np.zeros(len(sentences), dtype=np.float32)
        made = sequences(question, sentences, self._tokenizer)
        by_length = sorted(range(len(made)), key=lambda n: len(made[n]))
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


def sequences(question: str, sentences: Sequence[ReadSentence], tokenizer: "Tokenizer") -> list[list[int]]:
    """`<s> query: question </s> </s> context sentence </s>` for each sentence, at most MOST_TOKENS long."""
    texts = [f"query: {question}", *(sentence.context + sentence.text for sentence in sentences)]
    asked, *read = (encoded.ids for encoded in tokenizer.encode_batch(texts, add_special_tokens=False))
    begun = [BEGIN, *asked[:QUESTION_TOKENS], END, END]
    return [[*(begun + ids)[: MOST_TOKENS - 1], END] for ids in read]


def forward(model: States, head: "torch.nn.Linear", batch: Sequence[Sequence[int]]) -> "torch.Tensor":
    """A logit for each sequence, shape (sequences,)."""
    ids, there = (one.to(head.weight.device) for one in padded_ids(batch, PAD))
    logits: torch.Tensor = head(mean_of(model(ids, there), there)).squeeze(-1)
    return logits
