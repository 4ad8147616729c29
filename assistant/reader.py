"""A small trained reader: does a sentence answer a question?

It is the built-in encoder with a low-rank adapter (Hu et al. 2021, "LoRA", arXiv:2106.09685) on its layers and one more row: question and sentence
go through it as one text, and the mean of all tokens gives a logit. The embeddings, four fifths of the encoder, are shared with it in memory.
How it was trained, on what, and how well it reads: docs/reader.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder, SentenceEncoder
from index.half_precision import narrowed
from index.types import BUILT_IN

if TYPE_CHECKING:
    import torch
    from transformers import BertModel, PreTrainedTokenizerBase

ADAPTER = "reader.safetensors"
MOST_TOKENS = 160
"""What is longer is cut at the end; a sentence has some 30."""
QUESTION_TOKENS = 64
BEGIN, END, PAD = 0, 2, 1
TOGETHER = 4
"""Sequences of one pass: those of like length, so that little is padding."""


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """What the reader sees of a sentence: where it stands ("Koch in Bochum – Der Tag: ") and its text."""

    context: str
    text: str


class Reader:
    """The adapted encoder, loaded. Safe to use from several threads: nothing changes after loading."""

    def __init__(self, model: "BertModel", head: "torch.nn.Linear", tokenizer: "PreTrainedTokenizerBase") -> None:
        self._model = model
        self._head = head
        self._tokenizer = tokenizer

    @classmethod
    def load(cls, encoder: Encoder) -> "Reader | None":
        """The reader that was trained on this encoder; None for any other, and where the adapter isn't installed."""
        if not isinstance(encoder, SentenceEncoder) or encoder.name != BUILT_IN:
            return None
        with as_file(files("assistant").joinpath(ADAPTER)) as path:
            return adapted(encoder, path) if path.is_file() else None

    def read(self, question: str, sentences: Sequence[ReadSentence]) -> NDArray[np.float32]:
        """The logit of each sentence, shape (sentences,): above 0, it answers rather than not."""
        import torch

        logits = np.zeros(len(sentences), dtype=np.float32)
        made = sequences(question, sentences, self._tokenizer)
        by_length = sorted(range(len(made)), key=lambda n: len(made[n]))
        with torch.inference_mode():
            for rows in (by_length[at : at + TOGETHER] for at in range(0, len(made), TOGETHER)):
                logits[rows] = forward(self._model, self._head, [made[n] for n in rows]).numpy()
        return logits


def adapted(encoder: SentenceEncoder, adapter: Path) -> Reader:
    """A copy of the encoder's layers with the adapter added to their weights, W + scale * B A; the embeddings are the encoder's own."""
    import torch
    from safetensors import safe_open

    bert = encoder.model[0].model
    # Made without weights, of which the embeddings alone would be 400 MB.
    with torch.device("meta"):
        model = type(bert)(bert.config, add_pooling_layer=False).eval()
    model.encoder.load_state_dict({name: weight.to(torch.float32, copy=True) for name, weight in bert.encoder.state_dict().items()}, assign=True)
    model.embeddings = bert.embeddings
    head = torch.nn.Linear(bert.config.hidden_size, 1).eval()
    with safe_open(adapter, "pt") as file, torch.no_grad():
        scale = float(file.metadata()["scale"])
        head.load_state_dict({name: file.get_tensor(f"head.{name}") for name in ("weight", "bias")})
        for name in sorted(file.keys()):
            if name.endswith(".lora_A.weight"):
                layer = name.removesuffix(".lora_A.weight")
                low, high = file.get_tensor(name).float(), file.get_tensor(f"{layer}.lora_B.weight").float()
                model.get_submodule(layer).weight += scale * high @ low
    return Reader(narrowed(model), head, encoder.model.tokenizer)


def sequences(question: str, sentences: Sequence[ReadSentence], tokenizer: "PreTrainedTokenizerBase") -> list[list[int]]:
    """`<s> query: question </s> </s> context sentence </s>` for each sentence, at most MOST_TOKENS long."""
    texts = [f"query: {question}", *(sentence.context + sentence.text for sentence in sentences)]
    asked, *read = tokenizer(texts, add_special_tokens=False)["input_ids"]
    begun = [BEGIN, *asked[:QUESTION_TOKENS], END, END]
    return [[*(begun + ids)[: MOST_TOKENS - 1], END] for ids in read]


def forward(model: Any, head: Any, batch: Sequence[Sequence[int]]) -> "torch.Tensor":
    """A logit for each sequence, shape (sequences,)."""
    import torch

    ids = torch.full((len(batch), max(map(len, batch))), PAD)
    for row, tokens in enumerate(batch):
        ids[row, : len(tokens)] = torch.tensor(tokens)
    mask = ids != PAD
    states = model(input_ids=ids, attention_mask=mask.long(), token_type_ids=torch.zeros_like(ids)).last_hidden_state
    means = (states * mask.unsqueeze(-1)).sum(dim=1) / mask.sum(dim=1, keepdim=True)
    logits: torch.Tensor = head(means).squeeze(-1)
    return logits
