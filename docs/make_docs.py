"""Writes docs/cli.md from the help texts and, where Chromium is installed, the README's screenshot from a real answer.

python docs/make_docs.py [--screenshot]
"""

import argparse
import subprocess
import sys
from pathlib import Path
from typing import Any

import typer

from ui.command_line import build

DOCS = Path(__file__).parent
QUESTIONS = ("Was verdient eine Erzieherin in Wuppertal?", "Und in Essen?")
ADDRESS = "http://127.0.0.1:7899"


def command_line_page() -> str:
    """docs/cli.md: every command with its English help."""
    command = typer.main.get_command(build("en"))
    parts = ["# The command line", "Written by `make docs` from the help texts; German by default, English with `--language en`."]
    parts += list(_pages(command, "berufslotse"))
    return "\n\n".join(parts) + "\n"


def _pages(command: Any, name: str) -> list[str]:
    lines = [f"## {name}", command.help or ""]
    options = [parameter for parameter in command.params if parameter.name != "help"]
    if options:
        lines.append("| option | meaning |\n|---|---|\n" + "\n".join(f"| `{_spelt(p)}` | {getattr(p, 'help', None) or ''} |" for p in options))
    pages = ["\n\n".join(line for line in lines if line)]
    for child, found in sorted(getattr(command, "commands", {}).items()):
        pages += _pages(found, f"{name} {child}")
    return pages


def _spelt(parameter: Any) -> str:
    return " ".join(parameter.opts) if parameter.param_type_name == "option" else str(parameter.name).upper()


def take_screenshot(target: Path) -> None:
    """Asks in a real browser and opens the first source."""
    from playwright.sync_api import sync_playwright

    server = subprocess.Popen(
        [sys.executable, "-c", "from ui.command_line import main; main()", "serve", "--port", ADDRESS.rpartition(":")[2]], stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout
        server.stdout.readline()
        with sync_playwright() as playwright:
            flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
            page = browser.new_context(locale="de-DE", viewport={"width": 1280, "height": 800}).new_page()
            page.goto(ADDRESS)
            for number, question in enumerate(QUESTIONS, start=1):
                page.locator("#ask textarea").fill(question)
                page.locator("#ask textarea").press("Enter")
                page.locator(f"#chat a[href^='#q-{number}-']").first.wait_for()
                page.wait_for_timeout(1500)
            page.locator("#chat a[href^='#q-1-']").first.click()
            page.wait_for_timeout(500)
            page.screenshot(path=str(target))
            browser.close()
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--screenshot", action="store_true")
    (DOCS / "cli.md").write_text(command_line_page(), encoding="utf-8")
    if parser.parse_args().screenshot:
        take_screenshot(DOCS / "images" / "chat.png")
