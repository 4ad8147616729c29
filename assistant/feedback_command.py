"""The commands `berufslotse feedback …`: what visitors said of answers, cases for eval made from it, and its deletion."""

from pathlib import Path
from typing import Annotated

import typer

from assistant import terminal
from assistant.command_line import failing_kindly
from assistant.feedback import FILE_NAME, FeedbackFile, KeptFeedback, delete, read_feedback
from assistant.feedback_cases import cases_of, write_cases
from assistant.kept_deletion import add_delete_command, kept_file
from assistant.wording import Language, say


def build(language: Language) -> typer.Typer:
    """The commands, with help in a language."""
    app = typer.Typer(help=say(language, "cli.feedback.help"), no_args_is_help=True)
    library_option = typer.Option("--library", help=say(language, "cli.option.library"), show_default=False)

    @app.command("list", help=say(language, "cli.feedback.list"))
    def list_feedback(
        library: Annotated[str | None, library_option] = None,
        as_json: Annotated[bool, typer.Option("--json", help=say(language, "cli.option.json"))] = False,
    ) -> None:
        with failing_kindly(language):
            kept = _read(library, language).kept
            for feedback in kept:
                if as_json:
                    terminal.print_json(feedback.model_dump_json())
                else:
                    terminal.tell(shown(feedback, language))
            if not kept and not as_json:
                terminal.tell(say(language, "cli.feedback.none"))

    @app.command("cases", help=say(language, "cli.feedback.cases"))
    def cases(
        file: Annotated[Path, typer.Argument(help=say(language, "cli.feedback.file"), show_default=False)],
        library: Annotated[str | None, library_option] = None,
    ) -> None:
        with failing_kindly(language):
            made = cases_of(_read(library, language).kept)
            drafts = write_cases(made, file)
            terminal.tell(say(language, "cli.feedback.written", count=len(made.ready), file=file))
            if drafts:
                terminal.tell(say(language, "cli.feedback.drafts", count=len(made.drafts), file=drafts))

    add_delete_command(app, language, "cli.feedback", FILE_NAME, lambda file, which: delete(file, lambda each: which(each.answer_id, each.at.date())))
    return app


def shown(feedback: KeptFeedback, language: Language) -> str:
    """Feedback as people read it: when, verdict and question on one line, the reasons and what was written below it."""
    lines = [f"{feedback.at:%Y-%m-%d %H:%M} UTC  {say(language, f'feedback.{feedback.verdict}')}: {terminal.on_one_line(feedback.question)}"]
    if feedback.follows:
        lines.append(f"  {say(language, 'chat.understood_as', question=terminal.on_one_line(feedback.understood_as))}")
    if feedback.reasons:
        lines.append(f"  {', '.join(say(language, f'feedback.reason.{reason}') for reason in feedback.reasons)}")
    if feedback.comment:
        lines.append(f"  {terminal.on_one_line(feedback.comment)}")
    return "\n".join(lines)


def _read(library: str | None, language: Language) -> FeedbackFile:
    file = kept_file(library, FILE_NAME, language)
    found = read_feedback(file)
    for number in found.torn:
        terminal.complain(say(language, "cli.feedback.torn", line=number, file=file))
    return found
