"""The network of the built-in encoder: BERT's layers (Devlin et al. 2018, arXiv:1810.04805), and nothing else of it.

Written down here because loading a library of models for it takes longer than all the rest of a first answer; `torch` is imported with this module,
so that it is imported only where something is encoded.
"""

from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from index.half_precision import is_quick

Weight = Callable[[str], torch.Tensor]
"""A weight by the name that `transformers.BertModel` gives it."""
Attention = Callable[[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor | None], torch.Tensor]
"""Query, key, value and what is added to their weights, to values; training takes another way than inference."""


class Embeddings(nn.Module):
    """What a token is and where it stands, as a vector."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        super().__init__()
        hidden = config["hidden_size"]
        self.word = nn.Embedding(config["vocab_size"], hidden)
        self.position = nn.Embedding(config["max_position_embeddings"], hidden)
        self.kind = nn.Embedding(config["type_vocab_size"], hidden)
        self.norm = nn.LayerNorm(hidden, eps=config["layer_norm_eps"])

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """ids: shape (texts, tokens). Returns shape (texts, tokens, hidden)."""
        found: torch.Tensor = self.norm(self.word(ids) + self.position.weight[: ids.shape[1]] + self.kind.weight[0])
        return found


class Layer(nn.Module):
    """Attention and two linear maps, each added to what came in and normalised."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        super().__init__()
        hidden, inner = config["hidden_size"], config["intermediate_size"]
        self.heads: int = config["num_attention_heads"]
        self.joint = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.first = nn.LayerNorm(hidden, eps=config["layer_norm_eps"])
        self.up = nn.Linear(hidden, inner)
        self.down = nn.Linear(inner, hidden)
        self.second = nn.LayerNorm(hidden, eps=config["layer_norm_eps"])
        self.attend: Attention = functional.scaled_dot_product_attention

    def forward(self, states: torch.Tensor, bias: torch.Tensor | None) -> torch.Tensor:
        """bias: added to the attention, so that nothing attends to padding; None where there is none."""
        texts, tokens, hidden = states.shape
        query, key, value = self.joint(states).view(texts, tokens, 3, self.heads, hidden // self.heads).permute(2, 0, 3, 1, 4)
        attended = self.attend(query, key, value, bias).transpose(1, 2).reshape(texts, tokens, hidden)
        states = self.first(states + self.out(attended))
        found: torch.Tensor = self.second(states + self.down(functional.gelu(self.up(states))))
        return found


class Bert(nn.Module):
    """Token ids in, a vector for each token out, in single precision; the layers in half precision after `narrow`."""

    def __init__(self, embeddings: Embeddings, layers: nn.ModuleList) -> None:
        super().__init__()
        self.embeddings = embeddings
        self.layers = layers

    def forward(self, ids: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        """ids: shape (texts, tokens); there: the same shape, False for padding. Returns shape (texts, tokens, hidden)."""
        states = self.embeddings(ids)
        # Not simply of the first parameter: while an adapter is trained, its halves are in single precision.
        precision = next(weight.dtype for name, weight in self.layers.named_parameters() if name.endswith("first.weight"))
        states = states.to(precision)
        bias = None
        if not bool(there.all()):
            bias = torch.zeros(there.shape, dtype=precision, device=ids.device).masked_fill_(~there, torch.finfo(precision).min)[:, None, None, :]
        for layer in self.layers:
            states = layer(states, bias)
        found: torch.Tensor = states.float()
        return found

    def narrow(self) -> "Bert":
        """Itself, with layers that calculate in half precision where the processor is quick at that."""
        if is_quick():
            self.layers.to(torch.bfloat16)
        return self


def embeddings_of(config: Mapping[str, Any], weight: Weight) -> Embeddings:
    """The embeddings with their weights. `config` is that of `transformers.BertModel`."""
    with torch.device("meta"):
        made = Embeddings(config)
    names = {"word": "word_embeddings", "position": "position_embeddings", "kind": "token_type_embeddings", "norm": "LayerNorm"}
    made.load_state_dict(
        {f"{own}.weight": weight(f"embeddings.{long}.weight") for own, long in names.items()} | {"norm.bias": weight("embeddings.LayerNorm.bias")}, assign=True
    )
    return made.eval()


def layers_of(config: Mapping[str, Any], weight: Weight) -> nn.ModuleList:
    """The layers with their weights, in single precision."""
    with torch.device("meta"):
        made = nn.ModuleList(Layer(config) for _ in range(config["num_hidden_layers"]))
    names = {
        "out": "attention.output.dense",
        "first": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "second": "output.LayerNorm",
    }
    for number, layer in enumerate(made):
        before = f"encoder.layer.{number}"
        for kind in ("weight", "bias"):
            joint = torch.cat([weight(f"{before}.attention.self.{one}.{kind}") for one in ("query", "key", "value")])
            state = {f"joint.{kind}": joint} | {f"{own}.{kind}": weight(f"{before}.{long}.{kind}") for own, long in names.items()}
            layer.load_state_dict(state, strict=False, assign=True)
    return made.eval()
