"""Asks for known vulnerabilities of what constraints.txt pins, and says plainly when their database can't be reached: then nothing is known, and nothing fails.

python packaging/audit.py PIP-AUDIT
"""

import json
import re
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

CONSTRAINTS = Path(__file__).resolve().parents[1] / "constraints.txt"
DATABASE = "https://api.osv.dev/"
PATIENCE = 15
"""Seconds for the first sign of the database; pip-audit itself would try for each of a hundred packages."""
UNANSWERED = "NOT CHECKED: the database of vulnerabilities can't be reached from here. Run `make audit` where it can."
UNREACHABLE = re.compile(r"ConnectionError|ConnectTimeout|ReadTimeout|Max retries|NameResolution|ProxyError|connection", re.IGNORECASE)


def judged(output: str, errors: str) -> tuple[int, str]:
    """Exit status and what to say: 0 for nothing found or nobody to ask, 1 for findings and whatever else went wrong."""
    try:
        found = [each for each in json.loads(output)["dependencies"] if each.get("vulns")]
    except (ValueError, KeyError):
        if UNREACHABLE.search(errors):
            return 0, UNANSWERED
        return 1, errors.strip() or "pip-audit said nothing that can be read."
    lines = [f"{each['name']} {each['version']}: {', '.join(one['id'] for one in each['vulns'])}" for each in found]
    return (1, "\n".join(lines)) if lines else (0, "No known vulnerabilities.")


def is_there(address: str) -> bool:
    """Whether anybody answers; any answer will do, but for a proxy's that it can't reach it."""
    try:
        urllib.request.urlopen(address, timeout=PATIENCE).close()
    except urllib.error.HTTPError as error:
        return error.code not in {403, 407, 502, 503, 504}
    except OSError:
        return False
    return True


def main() -> None:
    """Runs pip-audit on the pinned versions, which are not installed for it."""
    if not is_there(DATABASE):
        print(UNANSWERED)
        return
    command = [sys.argv[1], "--no-deps", "--disable-pip", "--requirement", str(CONSTRAINTS), "--vulnerability-service", "osv", "--format", "json"]
    done = subprocess.run([*command, "--progress-spinner", "off", "--timeout", "15"], capture_output=True, text=True)
    status, said = judged(done.stdout, done.stderr)
    print(said)
    sys.exit(status)


if __name__ == "__main__":
    main()
