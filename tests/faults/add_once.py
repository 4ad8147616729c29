"""A process that makes one change to a library, to be killed: says "ready" when everything is loaded, then adds a folder."""

import sys
from pathlib import Path

from fake_encoder import FakeEncoder

from index import changes

library, pages = Path(sys.argv[1]), Path(sys.argv[2])
print("ready", flush=True)
changes.add(library, [pages], FakeEncoder(), sync=True)
print("done", flush=True)
