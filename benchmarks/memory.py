"""How much memory this process holds, as the system counts it."""

from dataclasses import dataclass
from pathlib import Path

STATUS = Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Memory:
    """Resident size now, and at its highest, in MB (10^6 bytes). Pages of mapped files count as far as they were read."""

    resident: float
    peak: float


def memory(status: Path = STATUS) -> Memory | None:
    """Of the process that `status` tells of; None on systems without such a file (all but Linux)."""
    try:
        lines = status.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return None
    # "VmRSS:     1234 kB", where a kB is 1,024 bytes.
    told = {name: float(rest.split()[0]) * 1.024e-3 for name, _, rest in (line.partition(":") for line in lines) if name in ("VmRSS", "VmHWM")}
    return Memory(told["VmRSS"], told["VmHWM"]) if len(told) == 2 else None
