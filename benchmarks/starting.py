"""After a start: the time to the first answer, the time to open a library, and the memory that is held then; each in processes of their own."""

from pathlib import Path

from benchmarks import fresh_process
from benchmarks.figures import Figure, Size, figure

COMMAND = ("-c", "from ui.command_line import main; main()", "ask")
"""What `berufslotse ask` runs."""


def measure_starting(size: Size, library: Path, bare: Path, question: str, rounds: int) -> list[Figure]:
    """The figures of a library, and of the bare baseline in the folder `bare`, in turn. What is on disk has been read before, as on a server that is started anew."""
    asked = (*COMMAND, question, "--library", str(library.resolve()))
    probes = {
        "product": ("-m", "benchmarks.product_start", str(library.resolve()), question),
        "bare": ("-m", "benchmarks.bare_start", str(bare.resolve()), question),
    }
    fresh_process.run(asked)
    cold: list[float] = []
    found: dict[str, list[tuple[float, fresh_process.Start]]] = {name: [] for name in probes}
    for _ in range(rounds):
        cold.append(fresh_process.run(asked)[0])
        for name, command in probes.items():
            found[name].append(fresh_process.start_of(command))
    ours, theirs = ([start for _, start in found[name]] for name in ("product", "bare"))
    made = [
        figure("cold start", "`berufslotse ask` to its answer", "s", size, cold, [took for took, _ in found["bare"]]),
        figure("opening", "a library, in a fresh process", "ms", size, [1000 * s.opened for s in ours], [1000 * s.opened for s in theirs]),
    ]
    for what, mine, its in (
        ("resident after the first answer", [s.resident for s in ours], [s.resident for s in theirs]),
        ("highest until then", [s.peak for s in ours], [s.peak for s in theirs]),
    ):
        # Where the system doesn't tell, it tells none of them.
        known = [(p, b) for p, b in zip(mine, its, strict=True) if p is not None and b is not None]
        made += [figure("memory", what, "MB", size, [p for p, _ in known], [b for _, b in known])] if known else []
    return made
