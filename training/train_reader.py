"""Trains the reader's adapter (`assistant.reader`), on a graphics card where there is one; two cores take 70 minutes for either course.

    python -m training.train_reader DATA first --out first.safetensors
    python -m training.train_reader DATA second --begin first.safetensors --out assistant/reader.safetensors

DATA holds selqa-dev.json, selqa-test.json, xquad-de-dev.json, xquad-en-dev.json, of which every fifth article is held apart; how well what comes out reads those is told by `training.measure_reader`.
What the second course begins with goes on being asked about our own pages, and the new logits are drawn to its own (Li and Hoiem 2016, "Learning without Forgetting", arXiv:1606.09282): the rules that choose
and refuse are fitted to them. The seeds are fixed; `--state` is where training is taken up again after it was stopped.
"""

import argparse
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import nn

from assistant.reader import Reader, Reading, ReadSentence, adapted, forward, sequences
from index.bert_encoder import BertEncoder
from index.builtin_encoder import directory
from index.encoder import Vectors
from training.low_rank import LowRank, attend_step_by_step
from training.reader_examples import EVERYDAY, Example, encyclopaedia, own, selqa, xquad

SEED = 7
RANK = {"joint": 64, "out": 32, "up": 32, "down": 32}
"""Of the adapter, by the linear maps of `index.bert.Layer`; the first makes query, key and value at once."""
SCALE = 2.0
QUESTIONS = 8
"""In a batch."""
TOGETHER = 12
"""Sequences of one pass."""
WRONG = 4
"""Sentences beside the right one."""
HARD = 3
"""Of these, those that the encoder itself takes for the best."""
STRANGE = 1
"""A sentence of another text, added to them: one of those that the encoder takes for the best, as search would find them."""
TEMPTING = 16
"""The sentences of other texts among which it is drawn."""
HEAD_RATE = 1e-3
WARM = 40
DECAY = 0.7
"""The share of all batches, at the end, over which the rate goes down to nearly nothing."""
OURS = frozenset({"own", "everyday"})
SEARCHED = frozenset({"xquad", "xquad-en", "encyclopaedia"})
"""Whose questions get sentences of other texts, too."""
DRAWN = 0.05
"""How much the squared distance from the logits of the reader that was begun with weighs in the loss, for questions on our own pages."""
UNANSWERED = 0.2
"""The share of questions from which the right sentence is taken out, beside those that have none."""


@dataclass(frozen=True, slots=True)
class Course:
    """How long, how fast, and with which share of the questions from which source."""

    steps: int
    rate: float
    shares: dict[str, float]


COURSES = {
    "first": Course(1500, 3e-4, {"selqa": 0.10, "xquad": 0.10, "encyclopaedia": 0.40, "own": 0.15, "everyday": 0.25}),
    "second": Course(1300, 2.5e-4, {"selqa": 0.08, "xquad": 0.22, "xquad-en": 0.06, "encyclopaedia": 0.28, "own": 0.12, "everyday": 0.24}),
}


@dataclass(frozen=True, slots=True)
class Task:
    """A question with a few sentences; right: the first so many of them answer."""

    source: str
    question: str
    sentences: tuple[ReadSentence, ...]
    right: int


@dataclass(frozen=True, slots=True)
class Tempting:
    """What the encoder takes for the answer and isn't, the nearest first: numbers of sentences of the example's own text, and sentences of others."""

    near: tuple[int, ...] = ()
    strange: tuple[ReadSentence, ...] = ()


def examples(data: Path) -> list[Example]:
    """All there are."""
    found = [e for name in ("selqa-dev.json", "selqa-test.json") for e in selqa(data / name)]
    found += xquad(data / "xquad-de-dev.json", data / "xquad-en-dev.json")
    return [*found, *own(), *own(EVERYDAY, "everyday"), *encyclopaedia()]


def typed(question: str, rng: random.Random) -> str:
    """The question as somebody in a hurry types it, now and then: small letters, no question mark, a typo."""
    if rng.random() < 0.3:
        question = question.lower().rstrip("?! ")
    if rng.random() < 0.15 and len(question) > 12:
        at = rng.randrange(3, len(question) - 2)
        question = question[:at] + rng.choice([question[at + 1] + question[at], "", question[at] * 2]) + question[at + (2 if rng.random() < 0.5 else 1) :]
    return question


@dataclass(frozen=True, slots=True)
class Encoded:
    """The encoder's vectors of sentences and questions: what is nearest is told by them."""

    sentences: dict[ReadSentence, Vectors]
    questions: dict[str, Vectors]


def encoded(every: Sequence[Example], encoder: BertEncoder) -> Encoded:
    """Those of our own pages and of texts that are searched."""
    mattering = [e for e in every if e.source in OURS | SEARCHED]
    sentences = list(dict.fromkeys(s for e in mattering for s in e.sentences))
    questions = list(dict.fromkeys(e.question for e in mattering))
    vectors = encoder.encode_passages([s.context + s.text for s in sentences])
    return Encoded(dict(zip(sentences, vectors, strict=True)), dict(zip(questions, encoder.encode_questions(questions), strict=True)))


def tempting(training: Sequence[Example], vectors: Encoded) -> dict[int, Tempting]:
    """{number of an example: the wrong sentences that lie nearest to its question}, for our own pages and for texts that are searched."""
    searched = list(dict.fromkeys(s for e in training if e.source in SEARCHED for s in e.sentences))
    theirs = np.stack([vectors.sentences[s] for s in searched])
    found = {}
    for n, example in enumerate(training):
        if example.source in OURS:
            near = np.argsort(-(np.stack([vectors.sentences[s] for s in example.sentences]) @ vectors.questions[example.question]))
            found[n] = Tempting(near=tuple(int(i) for i in near if int(i) not in example.answers))
        if example.source in SEARCHED:
            nearest = np.argsort(-(theirs @ vectors.questions[example.question]))[: TEMPTING + len(example.sentences)]
            found[n] = Tempting(strange=tuple(searched[i] for i in nearest if searched[i] not in example.sentences)[:TEMPTING])
    return found


def tasks(training: Sequence[Example], wrong: dict[int, Tempting], shares: dict[str, float], rng: random.Random) -> Iterator[list[Task]]:
    """Batches without end, sources by their shares."""
    pools: dict[str, list[int]] = defaultdict(list)
    for n, example in enumerate(training):
        pools[example.source].append(n)
    piles: dict[str, list[int]] = defaultdict(list)
    while True:
        batch = []
        for source in rng.choices(list(shares), list(shares.values()), k=QUESTIONS):
            if not piles[source]:
                piles[source] = rng.sample(pools[source], len(pools[source]))
            n = piles[source].pop()
            batch.append(task(training[n], wrong.get(n, Tempting()), rng))
        yield batch


def task(example: Example, tempting: Tempting, rng: random.Random) -> Task:
    """One right sentence, if the question keeps any, and some wrong ones."""
    right = [] if rng.random() < UNANSWERED else rng.sample(sorted(example.answers), min(1, len(example.answers)))
    hard = rng.sample(tempting.near[: 3 * HARD], min(HARD, len(tempting.near)))
    rest = [n for n in range(len(example.sentences)) if n not in example.answers and n not in hard]
    wrong = hard + rng.sample(rest, min(WRONG - len(hard), len(rest)))
    strange = rng.sample(tempting.strange, min(STRANGE, len(tempting.strange)))
    return Task(example.source, typed(example.question, rng), (*(example.sentences[n] for n in (*right, *wrong)), *strange), len(right))


def loss_of(logits: torch.Tensor, right: int) -> torch.Tensor:
    """Listwise: the probability of the right sentence among all and "none", whose logit is 0."""
    every = torch.cat([logits.new_zeros(1), logits])
    return torch.logsumexp(every, 0) - every[right]


class Learning:
    """The encoder's layers with an adapter, and the row that makes a logit of them: what changes while training."""

    def __init__(self, encoder: BertEncoder, rate: float, begun: Reader | None = None) -> None:
        """`begun`: the reader that this one begins with, and is drawn to."""
        self.begun = begun
        self.tokenizer, self.device = encoder.tokenizer, encoder.device
        encoder.model.requires_grad_(False).layers.to(torch.bfloat16)
        self.bert = encoder.model
        self.maps: dict[str, LowRank] = {}
        for number, layer in enumerate(self.bert.layers):
            layer.attend = attend_step_by_step
            for name, rank in RANK.items():
                adapted = LowRank(getattr(layer, name), rank, SCALE).to(self.device)
                setattr(layer, name, adapted)
                self.maps[f"layers.{number}.{name}"] = adapted
        self.head = nn.Linear(encoder.dimension, 1).to(self.device)
        self.adapter = [p for adapted in self.maps.values() for p in (adapted.A, adapted.B)]
        groups = [{"params": self.adapter, "rate": rate}, {"params": list(self.head.parameters()), "rate": HEAD_RATE}]
        self.optimiser = torch.optim.AdamW(groups, lr=rate, weight_decay=0.01)

    def learn(self, batch: Sequence[Task]) -> float:
        """One step; returns the loss."""
        made = [ids for task in batch for ids in sequences(task.question, task.sentences, self.tokenizer)]
        logits = self.logits(made).split([len(task.sentences) for task in batch])
        loss = torch.stack([loss_of(own, task.right) + self.distance(own, task) for own, task in zip(logits, batch, strict=True)]).mean()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.adapter, 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad()
        return float(loss.detach())

    def distance(self, logits: torch.Tensor, task: Task) -> torch.Tensor:
        """From those of the reader that was begun with, which doesn't see the sentence before."""
        if self.begun is None or task.source not in OURS:
            return logits.new_zeros(())
        theirs = self.begun.read(task.question, [replace(sentence, before="") for sentence in task.sentences])
        return DRAWN * (logits - torch.from_numpy(theirs).to(logits.device)).square().mean()

    def logits(self, made: Sequence[Reading]) -> torch.Tensor:
        """A logit for each; those of like length in one pass, so that little is padding."""
        order = sorted(range(len(made)), key=lambda n: len(made[n].ids))
        parts = [order[at : at + TOGETHER] for at in range(0, len(order), TOGETHER)]
        found = torch.cat([forward(self.bert, self.head, [made[n] for n in part]) for part in parts])
        return found[torch.tensor(np.argsort(order))]

    def adapter_state(self) -> dict[str, torch.Tensor]:
        """The adapter by the names of `index.bert`, and the row."""
        halves = {f"{name}.lora_{half}.weight": getattr(adapted, half).detach() for name, adapted in self.maps.items() for half in "AB"}
        return halves | {f"head.{name}": tensor for name, tensor in self.head.state_dict().items()}

    def take(self, state: dict[str, torch.Tensor]) -> None:
        """Goes on from what `adapter_state` gave."""
        with torch.no_grad():
            for name, adapted in self.maps.items():
                adapted.A.copy_(state[f"{name}.lora_A.weight"])
                adapted.B.copy_(state[f"{name}.lora_B.weight"])
        self.head.load_state_dict({name: state[f"head.{name}"] for name in ("weight", "bias")})


def measure(learning: Learning, held: Sequence[Example]) -> dict[str, float]:
    """For each source: best sentence right among all of its page or paragraph; unanswerable declined where 95 % of the answerable are answered."""
    best: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    none: dict[str, list[float]] = defaultdict(list)
    for example in held:
        with torch.inference_mode():
            logits = learning.logits(sequences(example.question, example.sentences, learning.tokenizer))
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


def train(every: Sequence[Example], vectors: Encoded, course: Course, state: Path, out: Path, begin: Path | None) -> None:
    """Trains and writes the adapter, in float16; `begin` is an adapter to start from."""
    torch.manual_seed(SEED)
    training, apart = [e for e in every if not e.held and e.source in course.shares], [e for e in every if e.held]
    wrong = tempting(training, vectors)
    learning = Learning(BertEncoder(directory()), course.rate, adapted(BertEncoder(directory()), begin) if begin else None)
    print(out.name, len(training), "training,", len(apart), "held", flush=True)
    done = 0
    if begin:
        learning.take(load_file(begin))
    kept = state / "reader.pt"
    if kept.exists():
        saved = torch.load(kept, weights_only=True)
        learning.take(saved["adapter"])
        learning.optimiser.load_state_dict(saved["optimiser"])
        done = saved["done"]
    began, losses = time.monotonic(), []
    stream = tasks(training, wrong, course.shares, random.Random(SEED + done))
    for step in range(done + 1, course.steps + 1):
        for group in learning.optimiser.param_groups:
            group["lr"] = group["rate"] * min(1.0, step / WARM) * min(1.0, max(0.03, (course.steps - step) / (DECAY * course.steps)))
        losses.append(learning.learn(next(stream)))
        if step % 20 == 0:
            print(f"{step} loss {np.mean(losses[-50:]):.3f}  {(time.monotonic() - began) / (step - done):.2f} s a step", flush=True)
        if step % 100 == 0 or step == course.steps:
            save(learning, step, state, out)
        if step % 500 == 0:
            print(step, measure(learning, apart[::7]), flush=True)
    print("all held:", measure(learning, apart), flush=True)


def save(learning: Learning, step: int, state: Path, out: Path) -> None:
    """The state to go on from, and the adapter as it is shipped."""
    state.mkdir(parents=True, exist_ok=True)
    adapter = learning.adapter_state()
    torch.save({"adapter": adapter, "optimiser": learning.optimiser.state_dict(), "done": step}, state / "reader.pt")
    save_file({name: tensor.half().contiguous() for name, tensor in adapter.items()}, out, metadata={"scale": str(SCALE), "steps": str(step)})


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("course", choices=list(COURSES))
    parser.add_argument("--state", type=Path, default=Path("reader-state"))
    parser.add_argument("--begin", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    every = examples(arguments.data)
    vectors = encoded(every, BertEncoder(directory()))
    train(every, vectors, COURSES[arguments.course], arguments.state, arguments.out, arguments.begin)


if __name__ == "__main__":
    main()
