"""What the command line would make of words that stand in a file."""

import typer

from ui.command_line import build


def known_to_the_command_line(words: list[str]) -> bool:
    """Whether `berufslotse` has this command with these options; nothing is run. Raises what the command line would say of an option or a value that it doesn't take."""
    command = typer.main.get_command(build("en"))
    rest = list(words)
    while isinstance(command, typer.core.TyperGroup):
        command = command.commands[rest.pop(0)]
    command.make_context(command.name, rest)
    return True
