"""Whether int8 would pay: the built-in encoder through ONNX Runtime with weights in int8, beside what the product runs and single precision, in turn.

    pip install onnx onnxscript onnxruntime
    python -m benchmarks.int8_encoding [--rounds 3] [--every 4]

Prints texts a second of each, and how near the vectors are to those of single precision. None of the three packages is installed with the product.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import numpy as np
import torch
from torch import nn

from benchmarks.encoding import texts_of_sample_pages
from benchmarks.spread import spread
from index.bert import Bert
from index.bert_encoder import BertEncoder, mean_of, padded_ids
from index.builtin_encoder import directory


class _Meant(nn.Module):
    """The network with the mean over its tokens, without the branch for texts of one length, which an export can't hold."""

    def __init__(self, model: Bert) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        """Both of shape (texts, tokens); returns shape (texts, hidden)."""
        bias = torch.where(there, 0.0, -1e9)[:, None, None, :]
        states = self.model.embeddings(ids)
        for layer in self.model.layers:
            states = layer(states, bias)
        return mean_of(states, there)


class Int8Encoder(BertEncoder):
    """The same texts in the same batches, through ONNX Runtime."""

    def __init__(self, folder: Path) -> None:
        from onnxruntime import InferenceSession
        from onnxruntime.quantization import QuantType, quantize_dynamic

        super().__init__(directory(), single_precision=True)
        whole, small = folder / "whole.onnx", folder / "int8.onnx"
        ids, there = padded_ids([[0, 5, 2], [0, 2]], self.config["pad_token_id"])
        sizes = {0: torch.export.Dim("texts", min=1, max=512), 1: torch.export.Dim("tokens", min=1, max=512)}
        torch.onnx.export(_Meant(self.model), (ids, there), whole, dynamo=True, dynamic_shapes=(sizes, sizes), verbose=False)
        quantize_dynamic(whole, small, weight_type=QuantType.QInt8, per_channel=True)
        self._session = InferenceSession(small, providers=["CPUExecutionProvider"])
        self._inputs = [one.name for one in self._session.get_inputs()]

    def _vectors(self, ids: Sequence[Sequence[int]]) -> torch.Tensor:
        padded = padded_ids(ids, self.config["pad_token_id"])
        (found,) = self._session.run(None, dict(zip(self._inputs, (one.numpy() for one in padded), strict=True)))
        return nn.functional.normalize(torch.from_numpy(found), dim=1)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--every", type=int, default=4, help="of the sample pages' texts, every so many")
    arguments = parser.parse_args()
    texts = texts_of_sample_pages()[:: arguments.every]
    with tempfile.TemporaryDirectory() as folder:
        encoders = {
            "single precision": BertEncoder(directory(), single_precision=True),
            "as the product encodes": BertEncoder(directory()),
            "int8": Int8Encoder(Path(folder)),
        }
        exact = encoders["single precision"].encode_passages(texts)
        rates: dict[str, list[float]] = {name: [] for name in encoders}
        for _ in range(arguments.rounds):
            for name, encoder in encoders.items():
                began = perf_counter()
                encoder.encode_passages(texts)
                rates[name].append(len(texts) / (perf_counter() - began))
        for name, encoder in encoders.items():
            cosines = (encoder.encode_passages(texts) * exact).sum(axis=1)
            of_all = spread(rates[name])
            print(
                f"{name}: {of_all.median:.1f} texts/s ({of_all.low:.1f} to {of_all.high:.1f}), cosine least {cosines.min():.4f}, median {np.median(cosines):.4f}"
            )


if __name__ == "__main__":
    main()
