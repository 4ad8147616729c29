"""A small trained reader: does a sentence answer a question?

It is the built-in encoder with a low-rank adapter (Hu et al. 2021, "LoRA", arXiv:2106.09685) on its layers and one more row: question, sentence and
the sentence before it go through it as one text, and the mean over question and sentence gives a logit. The embeddings, four fifths of the encoder, are
shared with it in memory.
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
BEFORE_TOKENS = 14
"""Of the sentence before: enough to know of whom or what a pronoun speaks."""
BEGIN, END, PAD = 0, 2, 1
TOGETHER = 8
"""Sequences of one pass: all that a question has read (evidence.READ_CLOSELY); of more, those of like length."""


def reads_with(encoder: str) -> bool:
    """Whether there is a reader for an encoder of this name; without one, answers rest on vectors and words alone. Loads nothing."""
    return encoder == BUILT_IN and files("assistant").joinpath(ADAPTER).is_file()


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """What the reader sees of a sentence: where it stands ("Koch in Bochum – Der Tag: "), its text, and the sentence before it in its passage, if any."""

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
        if not isinstance(encoder, BertEncoder) or not reads_with(encoder.name):
            return None
        with as_file(files("assistant").joinpath(ADAPTER)) as path:
            return adapted(encoder, path)

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
    with safe_open(encoder.directory / WEIGHTS, "pt") as base:
        layers = layers_of(encoder.config, base.get_tensor)
    with safe_open(adapter, "pt") as file, torch.no_grad():
        scale = float(file.metadata()["scale"])
        head.load_state_dict({name: file.get_tensor(f"head.{name}") for name in ("weight", "bias")})
        for name in sorted(key.removesuffix(".lora_A.weight") for key in file.keys() if key.endswith(".lora_A.weight")):  # noqa: SIM118 -- no dict
            low, high = (file.get_tensor(f"{name}.lora_{half}.weight").float() for half in "AB")
            linear = layers.get_submodule(name.removeprefix("layers."))
            linear.weight = torch.nn.Parameter(linear.weight + scale * high @ low, requires_grad=False)
    return Reader(Bert(encoder.model.embeddings, layers.to(encoder.device)).narrow(), head.to(encoder.device), encoder.tokenizer)


@dataclass(frozen=True, slots=True)
class Reading:
    """The token ids of one pass; `told`: how many of them, from the first, are question and sentence; what follows is the sentence before."""

    ids: list[int]
    told: int


def sequences(question: str, sentences: Sequence[ReadSentence], tokenizer: "Tokenizer") -> list[Reading]:
    """`<s> query: question </s> </s> context sentence </s> </s> before </s>` for each sentence; the first two are at most MOST_TOKENS long."""
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

    device = head.weight.device
    ids, there = (one.to(device) for one in padded_ids([one.ids for one in batch], PAD))
    told = torch.arange(ids.shape[1], device=device) < torch.tensor([one.told for one in batch], device=device).unsqueeze(1)
    logits: torch.Tensor = head(mean_of(model(ids, there), told)).squeeze(-1)
    return logits
