"""The handbook's page on the command line, made from the commands themselves.

``python -m enishi.cli.reference FOLDER`` writes ``cli.en.md`` and ``cli.ja.md`` there; a test holds the pages of
the handbook to what this gives.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from ..ontology.reference import write_pages
from ..words import Lang, Words
from .run import program
from .speaking import Call, parameters, usage

CODES: Final = ("0", "1", "2", "3", "4", "70", "130", "141")


def page(lang: Lang) -> str:
    """The page in one language, as Markdown.

    >>> from enishi.cli.reference import page
    >>> page("en").splitlines()[0]
    '# The command line'
    """
    return "\n".join(_lines(Words(lang))) + "\n"


def _lines(words: Words) -> Iterator[str]:
    say = words.say
    yield f"# {say('cli.reference.title')}"
    yield from ("", say("cli.reference.intro"), "", say("cli.reference.contract"), "")
    whole = program()
    context = click.Context(whole, info_name="enishi", obj=Call(words))
    yield from _command(whole, context, words)
    for name in whole.list_commands(context):
        if found := whole.get_command(context, name):
            yield from _command(found, click.Context(found, parent=context, info_name=name, obj=context.obj), words)
    yield from (f"## {say('cli.reference.codes')}", "")
    yield from (f"| {say('cli.reference.code')} | {say('cli.reference.meaning')} |", "|---|---|")
    yield from (f"| {code} | {say(f'cli.reference.code_{code}')} |" for code in CODES)


def _command(command: click.Command, context: click.Context, words: Words) -> Iterator[str]:
    about = f"cli.commands.{command.name}"
    yield from (f"## {context.command_path}", "", words.say(f"{about}.help"), "")
    yield from ("```", usage(command, context), "```", "")
    yield from (f"| {words.say('cli.usage.options_heading')} | |", "|---|---|")
    for typed, meaning in parameters(command, context):
        cell = typed.replace("|", "\\|")
        yield f"| `{cell}` | {meaning} |"
    yield from ("", f"{words.say('cli.usage.examples')}:", "")
    yield from ("```", words.say(f"{about}.examples").strip(), "```", "")


def main(folder: Path) -> None:
    """Write the pages of both languages into a folder."""
    write_pages(folder, "cli", page)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
