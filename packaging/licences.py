"""Writes docs/licences.md: the licence of everything that is installed with the product, as its own metadata tells it.

    python packaging/licences.py

Fails where a licence binds who passes the product on (copyleft) and isn't among those that were looked at, or where none is told.
"""

import re
import sys
from importlib.metadata import Distribution
from pathlib import Path

from shipped import shipped

TARGET = Path(__file__).resolve().parents[1] / "docs" / "licences.md"
COPYLEFT = re.compile(r"\b(A?GPL|LGPL|GNU|MPL|Mozilla|EPL|EUPL|CDDL|CC-BY-SA|SSPL|OSL)", re.IGNORECASE)
MPL = "binds who changes its files, not who uses them"
LOOKED_AT = {
    "certifi": ("Mozilla Public License 2.0 (MPL 2.0)", f"MPL 2.0 {MPL}"),
    "orjson": ("MPL-2.0 AND (Apache-2.0 OR MIT)", f"MPL 2.0 {MPL}"),
    "tqdm": ("MPL-2.0 AND MIT", f"MPL 2.0 {MPL}"),
    "tld": ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", f"one of the three may be chosen; MPL 1.1 {MPL}"),
}
"""Copyleft that somebody has looked at, as it was told then, and why it doesn't reach the product."""
UNTOLD: dict[str, str] = {}
"""Licences of packages whose metadata tells none, from their source."""
LONGEST = 60
"""Characters; more is the text of a licence rather than its name."""
HEAD = """# Licences
What is installed with the product on Linux, with the licence that each package's own metadata names; written by `make licences`. Berufslotse itself is under the
[MIT licence](../LICENSE); places come from GeoNames (CC BY 4.0). Archives may hold libraries of others inside (numpy and scipy, those of a Fortran compiler); their own
licence files, in their `.dist-info` folders, name these.

| package | version | licence |
|---|---|---|
"""


def licence(distribution: Distribution) -> str:
    """As it is told: the SPDX expression, else the classifiers, else the first line of the older field."""
    told = distribution.metadata
    if expression := told.get("License-Expression"):
        return expression
    classified = [each.rsplit(" :: ", 1)[-1] for each in told.get_all("Classifier") or () if each.startswith("License ::")]
    named = [each for each in classified if each != "OSI Approved"]
    if named:
        return " / ".join(sorted(named))
    lines = (told.get("License") or "").strip().splitlines()
    return lines[0][:LONGEST] if lines else UNTOLD.get(told["Name"].lower(), "")


def troubles(licences: dict[str, str]) -> list[str]:
    """What somebody has to look at before it is shipped."""
    told = [f"{name}: no licence is told" for name, each in licences.items() if not each]
    return told + [f"{name}: {each}" for name, each in licences.items() if COPYLEFT.search(each) and each != LOOKED_AT.get(name, ("",))[0]]


def main() -> None:
    """Writes the table; fails where there is something to look at."""
    packages = shipped()
    licences = {name: licence(each) for name, each in packages.items()}
    rows = "".join(f"| {name} | {each.version} | {licences[name].replace('|', '/')} |\n" for name, each in packages.items())
    notes = "".join(f"- {name}: {why}.\n" for name, (_, why) in LOOKED_AT.items() if name in packages)
    TARGET.write_text(f"{HEAD}{rows}\n## Copyleft among them\n{notes}", encoding="utf-8")
    if found := troubles(licences):
        sys.exit("\n".join(["Look at these licences, and name them in packaging/licences.py:", *found]))


if __name__ == "__main__":
    main()
