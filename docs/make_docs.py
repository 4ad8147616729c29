"""Writes docs/cli.md from the help texts and, where Chromium is installed, the screenshots from real answers.

PYTHONPATH=. python docs/make_docs.py [--screenshot]
"""

import argparse
from pathlib import Path
from typing import Any

import typer

from benchmarks.served_chat import chromium, served
from ui.command_line import build

DOCS = Path(__file__).parent
COMPARISON = "Wo verdient eine Erzieherin mehr, in Essen oder in Wuppertal?"
QUESTIONS = ("Was verdient eine Erzieherin in Wuppertal?", "Und in Essen?")


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


def take_screenshots(folder: Path) -> None:
    """Asks in a real browser: the first view, an answer with its source, a comparison, and an answer on a phone in the dark."""
    with served() as address, chromium() as browser:
        page = browser.new_context(locale="de-DE", viewport={"width": 1280, "height": 800}).new_page()
        page.goto(address)
        page.locator("#welcome button.asks").first.wait_for()
        page.wait_for_timeout(1500)
        page.screenshot(path=str(folder / "first-view.png"))
        _ask(page, *QUESTIONS)
        page.locator("#chat a[href^='#q-1-']").first.click()
        page.wait_for_timeout(500)
        page.screenshot(path=str(folder / "chat.png"))
        page.keyboard.press("Escape")
        page.set_viewport_size({"width": 1280, "height": 1000})
        page.get_by_role("button", name="Neues Gespräch").click()
        page.wait_for_timeout(1000)
        _ask(page, COMPARISON)
        page.screenshot(path=str(folder / "comparison.png"))
        phone = browser.new_context(locale="de-DE", viewport={"width": 390, "height": 780}, color_scheme="dark").new_page()
        phone.goto(address)
        _ask(phone, QUESTIONS[0])
        phone.screenshot(path=str(folder / "phone.png"))


def _ask(page: Any, *questions: str) -> None:
    for number, question in enumerate(questions, start=1):
        page.locator("#ask textarea").fill(question)
        page.locator("#ask textarea").press("Enter")
        page.locator(f"#chat a[href^='#q-{number}-']").first.wait_for()
        page.wait_for_timeout(1500)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--screenshot", action="store_true")
    (DOCS / "cli.md").write_text(command_line_page(), encoding="utf-8")
    if parser.parse_args().screenshot:
        take_screenshots(DOCS / "images")
