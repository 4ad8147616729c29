"""Trains the reader's adapter (`assistant.reader`) on the processor; two cores take an hour.

    pip install peft
    python -m training.train_reader DATA [--steps 725] [--begin ADAPTER] [--state FOLDER] [--out assistant/reader.safetensors]

DATA holds selqa-dev.json, selqa-test.json, xquad-de-dev.json, xquad-en-dev.json. The seed is fixed; `--state` is where training is taken up again after it
was stopped, `--begin` goes on from a shipped adapter: what is shipped had two courses, with the shares and rates that the model card names (docs/reader.md).
"""

import argparse
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from peft import LoraConfig, get_peft_model, get_peft_model_state_dict, set_peft_model_state_dict
from safetensors.torch import load_file, save_file
from sentence_transformers import SentenceTransformer
from torch import nn

from assistant.reader import ReadSentence, States, forward, sequences
from index.builtin_encoder import directory
from training.reader_examples import EVERYDAY, Example, encyclopaedia, own, selqa, xquad

SEED = 7
RANK = 32
SCALE = 2.0
QUESTIONS = 8
"""In a batch."""
WRONG = 5
"""Sentences beside the right one."""
HARD = 3
"""Of these, those that the encoder itself takes for the best."""
RATE = 1.5e-4
HEAD_RATE = 1e-3
WARM = 40
DECAY = 0.6
"""The share of all batches, at the end, over which the rate goes down to nearly nothing."""
SHARES = {"selqa": 0.12, "xquad": 0.20, "xquad-en": 0.08, "encyclopaedia": 0.20, "own": 0.15, "everyday": 0.25}
"""Of the questions, by source; those of what is shipped stand in the model card."""
OURS = frozenset({"own", "everyday"})
UNANSWERED = 0.2
"""The share of questions from which the right sentence is taken out, beside those that have none."""
LAYERS = ["query", "key", "value", "attention.output.dense", "intermediate.dense", "output.dense"]


@dataclass(frozen=True, slots=True)
class Task:
    """A question with a few sentences; right: the first so many of them answer."""

    question: str
    sentences: tuple[ReadSentence, ...]
    right: int


def examples(data: Path) -> list[Example]:
    """All there are."""
    found = [e for name in ("selqa-dev.json", "selqa-test.json") for e in selqa(data / name)]
    return found + list(xquad(data / "xquad-de-dev.json", data / "xquad-en-dev.json")) + [*own(), *own(EVERYDAY, "everyday"), *encyclopaedia()]


def typed(question: str, rng: random.Random) -> str:
    """The question as somebody in a hurry types it, now and then: small letters, no question mark, a typo."""
    if rng.random() < 0.3:
        question = question.lower().rstrip("?! ")
    if rng.random() < 0.15 and len(question) > 12:
        at = rng.randrange(3, len(question) - 2)
        question = question[:at] + rng.choice([question[at + 1] + question[at], "", question[at] * 2]) + question[at + (2 if rng.random() < 0.5 else 1) :]
    return question


def tempting(training: Sequence[Example], encoder: SentenceTransformer) -> dict[int, list[int]]:
    """{number of an example of our own: its wrong sentences, the nearest to the question first}."""
    texts = list(dict.fromkeys(s.context + s.text for e in training if e.source in OURS for s in e.sentences))
    vectors = dict(zip(texts, encoder.encode_document(texts, show_progress_bar=False), strict=True))
    found = {}
    for n, example in enumerate(training):
        if example.source in OURS:
            cosines = np.stack([vectors[s.context + s.text] for s in example.sentences]) @ encoder.encode_query(example.question)
            found[n] = [int(i) for i in np.argsort(-cosines) if int(i) not in example.answers]
    return found


def tasks(training: Sequence[Example], nearest: dict[int, list[int]], rng: random.Random) -> Iterator[list[Task]]:
    """Batches without end, sources by their shares."""
    pools: dict[str, list[int]] = defaultdict(list)
    for n, example in enumerate(training):
        pools[example.source].append(n)
    piles: dict[str, list[int]] = defaultdict(list)
    sources = [s for s in SHARES if pools[s]]
    while True:
        batch = []
        for source in rng.choices(sources, [SHARES[s] for s in sources], k=QUESTIONS):
            if not piles[source]:
                piles[source] = rng.sample(pools[source], len(pools[source]))
            n = piles[source].pop()
            batch.append(task(training[n], nearest.get(n, []), rng))
        yield batch


def task(example: Example, nearest: Sequence[int], rng: random.Random) -> Task:
    """One right sentence, if the question keeps any, and some wrong ones."""
    right = [] if rng.random() < UNANSWERED else rng.sample(sorted(example.answers), min(1, len(example.answers)))
    hard = rng.sample(nearest[: 3 * HARD], min(HARD, len(nearest)))
    rest = [n for n in range(len(example.sentences)) if n not in example.answers and n not in hard]
    wrong = hard + rng.sample(rest, min(WRONG - len(hard), len(rest)))
    return Task(typed(example.question, rng), tuple(example.sentences[n] for n in (*right, *wrong)), len(right))


def loss_of(logits: torch.Tensor, right: int) -> torch.Tensor:
    """Listwise: the probability of the right sentence among all and "none", whose logit is 0."""
    every = torch.cat([torch.zeros(1), logits])
    return torch.logsumexp(every, 0) - every[right]


def measure(model: nn.Module, head: nn.Module, encoder: SentenceTransformer, held: Sequence[Example]) -> dict[str, float]:
    """For each source: best sentence right among all of its page or paragraph; unanswerable declined where 95 % of the answerable are answered."""
    model.eval()
    best: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    none: dict[str, list[float]] = defaultdict(list)
    for example in held:
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            logits = forward(states_of(model), head, sequences(example.question, example.sentences, encoder.tokenizer.backend_tokenizer))
        if example.answers:
            best[example.source].append((float(logits.max()), int(logits.argmax()) in example.answers))
        else:
            none[example.source].append(float(logits.max()))
    figures = {}
    for source, found in best.items():
        edge = np.quantile([score for score, _ in found], 0.05)
        figures[f"{source} right"] = round(float(np.mean([right for _, right in found])), 3)
        figures[f"{source} declined"] = round(float(np.mean([score < edge for score in none[source]])), 3)
    return figures


def train(data: Path, steps: int, state: Path, out: Path, begin: Path | None) -> None:
    """Trains for some steps and writes the adapter, in float16; `begin` is an adapter to start from."""
    torch.manual_seed(SEED)
    encoder = SentenceTransformer(str(directory()), device="cpu")
    every = examples(data)
    training, held = [e for e in every if not e.held], [e for e in every if e.held]
    nearest = tempting(training, encoder)
    bert = encoder[0].model
    bert.requires_grad_(False)
    model = get_peft_model(bert, LoraConfig(r=RANK, lora_alpha=int(SCALE * RANK), target_modules=LAYERS))
    head = nn.Linear(bert.config.hidden_size, 1)
    layers = [p for p in model.parameters() if p.requires_grad]
    groups = [{"params": layers, "rate": RATE}, {"params": list(head.parameters()), "rate": HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, lr=RATE, weight_decay=0.01)
    print(len(training), "training,", len(held), "held", flush=True)
    done = 0
    if begin:
        begin_with(begin, model, head)
    kept = state / "reader.pt"
    if kept.exists():
        saved = torch.load(kept, weights_only=True)
        set_peft_model_state_dict(model, saved["adapter"])
        head.load_state_dict(saved["head"])
        optimiser.load_state_dict(saved["optimiser"])
        done = saved["done"]
    rng = random.Random(SEED + done)
    began, losses = time.monotonic(), []
    stream = tasks(training, nearest, rng)
    for step in range(done + 1, steps + 1):
        model.train()
        for group in optimiser.param_groups:
            group["lr"] = group["rate"] * min(1.0, step / WARM) * min(1.0, max(0.03, (steps - step) / (DECAY * steps)))
        losses.append(learn(model, head, encoder, next(stream)))
        nn.utils.clip_grad_norm_(layers, 1.0)
        optimiser.step()
        optimiser.zero_grad()
        if step % 20 == 0:
            print(f"{step} loss {np.mean(losses[-50:]):.3f}  {(time.monotonic() - began) / (step - done):.2f} s a step", flush=True)
        if step % 100 == 0 or step == steps:
            save(model, head, optimiser, step, state, out)
        if step % 200 == 0:
            print(step, measure(model, head, encoder, held[::6]), flush=True)
    print("all held:", measure(model, head, encoder, held), flush=True)


def states_of(model: nn.Module) -> States:
    """The model that is trained, as the reader asks it."""
    return lambda ids, there: model(input_ids=ids, attention_mask=there.long(), token_type_ids=torch.zeros_like(ids)).last_hidden_state


def begin_with(adapter: Path, model: nn.Module, head: nn.Module) -> None:
    """Loads an adapter that `save` wrote."""
    tensors = load_file(adapter)
    head.load_state_dict({name: tensors.pop(f"head.{name}") for name in ("weight", "bias")})
    set_peft_model_state_dict(model, {f"base_model.model.{name}": t.float() for name, t in tensors.items()})


def learn(model: nn.Module, head: nn.Module, encoder: SentenceTransformer, batch: Sequence[Task]) -> float:
    """Adds up the gradients of a batch, shorter and longer sequences apart; returns the loss."""
    total = 0.0
    order = sorted(batch, key=lambda task: max(len(s.context + s.text) for s in task.sentences))
    for half in (order[: len(order) // 2], order[len(order) // 2 :]):
        made = [ids for task in half for ids in sequences(task.question, task.sentences, encoder.tokenizer.backend_tokenizer)]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = forward(states_of(model), head, made).float()
        parts = logits.split([len(task.sentences) for task in half])
        loss = torch.stack([loss_of(part, task.right) for part, task in zip(parts, half, strict=True)]).sum() / len(batch)
        loss.backward()
        total += float(loss.detach())
    return total


def save(model: nn.Module, head: nn.Module, optimiser: torch.optim.Optimizer, step: int, state: Path, out: Path) -> None:
    """The state to go on from, and the adapter as it is shipped."""
    state.mkdir(parents=True, exist_ok=True)
    adapter = get_peft_model_state_dict(model)
    torch.save({"adapter": adapter, "head": head.state_dict(), "optimiser": optimiser.state_dict(), "done": step}, state / "reader.pt")
    tensors = {name.removeprefix("base_model.model."): t.half().contiguous() for name, t in adapter.items()}
    tensors |= {f"head.{name}": t.detach().clone() for name, t in head.state_dict().items()}
    save_file(tensors, out, metadata={"scale": str(SCALE), "steps": str(step)})


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--steps", type=int, default=725)
    parser.add_argument("--state", type=Path, default=Path("reader-state"))
    parser.add_argument("--begin", type=Path)
    parser.add_argument("--out", type=Path, default=Path("assistant/reader.safetensors"))
    arguments = parser.parse_args()
    train(arguments.data, arguments.steps, arguments.state, arguments.out, arguments.begin)


if __name__ == "__main__":
    main()
