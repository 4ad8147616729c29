"""Leaves in an SBOM of all that is installed only what ships with the product: no tools of development, no paths of this machine.

python packaging/sbom.py INSTALLED.json SBOM.json
"""

import json
import sys
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from shipped import shipped


def reduced(bom: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """The SBOM with the components of these names, and what depends on what among them and the product."""
    components = [_without_paths(each) for each in bom["components"] if canonicalize_name(each["name"]) in names]
    there = {each["bom-ref"] for each in components} | {bom["metadata"]["component"]["bom-ref"]}
    edges = [
        {**each, "dependsOn": [other for other in each["dependsOn"] if other in there]} if "dependsOn" in each else each
        for each in bom.get("dependencies", [])
        if each["ref"] in there
    ]
    return {**bom, "components": components, "dependencies": edges}


def _without_paths(component: dict[str, Any]) -> dict[str, Any]:
    links = [each for each in component.get("externalReferences", []) if not each["url"].startswith("file:")]
    return {**component, "externalReferences": links}


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    bom = reduced(json.loads(source.read_text(encoding="utf-8")), set(shipped()))
    target.write_text(json.dumps(bom, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{target}: {len(bom['components'])} components")
