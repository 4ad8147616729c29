"""A process that fills a small file system to some bytes below its end, and then adds pages to a library on it; at each step it checks what it says.

Arguments: a folder to mount it on, a library, a folder of pages, and how many bytes are left free, one try each. Run it where it may mount (`unshare`).
"""

import shutil
import subprocess
import sys
from pathlib import Path

from fake_encoder import FakeEncoder

from index import changes
from index.errors import UnwritableLibrary
from tests.faults.told import leftovers, told

SIZE = 4_000_000


def attempt(folder: Path, library: Path, pages: Path, free: int) -> bool:
    """Whether the change failed, as it must on a full disk: with what to do, and all as it was."""
    hurt = Path(shutil.copytree(library, folder / "library"))
    before = told(hurt)
    filler = folder / "filler"
    with filler.open("wb") as file:
        file.write(bytes(max(0, shutil.disk_usage(folder).free - free)))
    try:
        changes.add(hurt, [pages], FakeEncoder())
        failed = False
    except UnwritableLibrary as error:
        assert "Nothing was changed. Free space" in str(error), error
        failed = True
    filler.unlink()
    assert (told(hurt) == before) is failed
    assert leftovers(hurt) == [], leftovers(hurt)
    changes.add(hurt, [pages], FakeEncoder())
    assert told(hurt) != before
    shutil.rmtree(hurt)
    return failed


if __name__ == "__main__":
    mounted, one, more = map(Path, sys.argv[1:4])
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", str(mounted)], check=True)
    print(*(attempt(mounted, one, more, int(free)) for free in sys.argv[4:]))
