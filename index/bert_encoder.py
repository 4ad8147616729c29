"""Texts to vectors with the built-in encoder: `torch` and `tokenizers` alone, so that a first answer comes soon after a start."""

import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.encoder_identity import identity
from index.types import BUILT_IN

if TYPE_CHECKING:
    import torch


WEIGHTS = "model.safetensors"
BATCH = 32
"""Texts of one pass; on two cores larger batches only add padding."""
STEP = 16
"""Tokens: texts are padded to a multiple. For each shape that it hasn't met, oneDNN makes programs of its own, which takes longer than the multiplication (some
ten milliseconds for a layer's) and keeps up to a thousand of them, 0.7 MB each (docs/performance.md)."""
TOLD = 8
"""Passes between two words of progress."""


class BertEncoder:
    """The encoder in a directory as `index.builtin_encoder` makes it: mean over the tokens, length 1, a prompt for each kind of text.

    Safe to use from several threads: nothing changes after loading. On a graphics card where there is one.
    """

    name = BUILT_IN

    def __init__(self, directory: Path, single_precision: bool = False) -> None:
        """Raises OSError or KeyError where the directory isn't whole."""
        import torch
        from safetensors import safe_open
        from tokenizers import Tokenizer

        from index.bert import Bert, embeddings_of, layers_of

        self.directory = directory
        self.config: dict[str, Any] = json.loads((directory / "config.json").read_text(encoding="utf-8"))
        prompts = json.loads((directory / "config_sentence_transformers.json").read_text(encoding="utf-8"))["prompts"]
        self._question, self._passage = str(prompts["query"]), str(prompts["document"])
        self.dimension = int(self.config["hidden_size"])
        self.identity = identity((directory / "source.json").read_text(encoding="utf-8"), prompts, self.dimension)
        self.tokenizer: Tokenizer = Tokenizer.from_file(str(directory / "tokenizer.json"))
        self.tokenizer.enable_truncation(int(self.config["max_position_embeddings"]))
        self.device: torch.device = torch.accelerator.current_accelerator(check_available=True) or torch.device("cpu")
        with safe_open(directory / WEIGHTS, "pt") as file:
            self.model: Bert = Bert(embeddings_of(self.config, file.get_tensor), layers_of(self.config, file.get_tensor)).to(self.device)
        if not single_precision:
            self.model.narrow()

    def encode_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (texts, dimension), each row of length 1."""
        return self._encode([self._question + text for text in texts], None)

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> NDArray[np.float32]:
        """Shape (texts, dimension), each row of length 1. `progress` is told `(done, all)` now and then."""
        return self._encode([self._passage + text for text in texts], progress)

    def _encode(self, texts: Sequence[str], progress: Callable[[int, int], None] | None) -> NDArray[np.float32]:
        import torch

        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        ids = [encoded.ids for encoded in self.tokenizer.encode_batch(list(texts))]
        # Longest first, so that a batch holds texts of one length and memory peaks at the start rather than at the end.
        order = sorted(range(len(texts)), key=lambda n: -len(ids[n]))
        with torch.inference_mode():
            for number, start in enumerate(range(0, len(order), BATCH), start=1):
                rows = order[start : start + BATCH]
                vectors[rows] = self._vectors([ids[n] for n in rows]).cpu().numpy()
                if progress and (number % TOLD == 0 or start + BATCH >= len(order)):
                    progress(min(start + BATCH, len(order)), len(order))
        return vectors

    def _vectors(self, ids: Sequence[Sequence[int]]) -> "torch.Tensor":
        import torch

        padded, there = (one.to(self.device) for one in padded_ids(ids, self.config["pad_token_id"]))
        return torch.nn.functional.normalize(mean_of(self.model(padded, there), there), dim=1)


def padded_ids(ids: Sequence[Sequence[int]], pad: int) -> "tuple[torch.Tensor, torch.Tensor]":
    """(ids, which are there), both of shape (texts, tokens of the longest, up to the next multiple of STEP)."""
    import torch

    longest = max(map(len, ids))
    padded = torch.full((len(ids), math.ceil(longest / STEP) * STEP), pad)
    there = torch.zeros(padded.shape, dtype=torch.bool)
    for row, own in enumerate(ids):
        padded[row, : len(own)] = torch.tensor(own)
        there[row, : len(own)] = True
    return padded, there


def mean_of(states: "torch.Tensor", there: "torch.Tensor") -> "torch.Tensor":
    """The mean over the tokens that are there: of shape (texts, tokens, hidden) and (texts, tokens), shape (texts, hidden)."""
    return (states * there.unsqueeze(-1)).sum(dim=1) / there.sum(dim=1, keepdim=True)
