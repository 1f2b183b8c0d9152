"""Commands that speak the user's language: click's parsing, our words.

A command's texts stand under ``cli.commands.<name>`` of the words (``short``, ``help``, ``examples`` and
``options.<parameter>``), what several commands share under ``cli.options``. They are read when help is shown, so
that defining a command reads nothing.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

import click

from ..errors import UnknownName, UsageError
from ..words import LANGS, Words
from .layout import listed, wrapped

WIDEST: Final = 100


@dataclass(slots=True)
class Call:
    """One run of the program: its words, and how much to say."""

    words: Words
    quiet: bool = False
    verbose: bool = False

    def tell(self, key: str, /, **details: object) -> None:
        """Say something about the work on standard error, unless asked to be quiet."""
        if not self.quiet:
            print(self.words.say(key, **details), file=sys.stderr, flush=True)


def words_of(context: click.Context) -> Words:
    """The words of the running call."""
    call = context.find_object(Call)
    return call.words if call else Words("en")


def option(*names: str, **settings: Any) -> click.Option:
    """An option; what it is for stands in the words."""
    return click.Option(names, **settings)


def _set(attribute: str) -> Callable[[click.Context, click.Parameter, bool], None]:
    def callback(context: click.Context, _: click.Parameter, value: bool) -> None:
        call = context.find_object(Call)
        if call and value:
            setattr(call, attribute, True)

    return callback


def common() -> list[click.Option]:
    """The options that every command has. ``--lang`` was read before parsing, as it chooses the words for that."""
    return [
        option("--lang", type=click.Choice(LANGS), expose_value=False),
        option("-q", "--quiet", is_flag=True, expose_value=False, callback=_set("quiet")),
        option("-v", "--verbose", is_flag=True, expose_value=False, callback=_set("verbose")),
    ]


class Command(click.Command):
    """A command with our help, our complaints, and the common options."""

    def __init__(self, name: str, callback: Callable[..., None], params: list[click.Parameter]) -> None:
        settings = {"allow_extra_args": True}  # so that a complaint about them is ours
        super().__init__(name, callback=callback, params=[*params, *common()], context_settings=settings)

    def invoke(self, ctx: click.Context) -> Any:
        """Run it; arguments left over are an error."""
        if ctx.args:
            raise UsageError("argument_extra", argument=ctx.args[0], command=ctx.command_path)
        return super().invoke(ctx)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help of a command, in the user's language."""
        formatter.write("\n".join(help_lines(self, ctx)) + "\n")


class Commands(click.Group):
    """The program: commands loaded when called, from ``modules`` (name of command to module)."""

    def __init__(self, name: str, modules: Mapping[str, str], params: list[click.Parameter]) -> None:
        self.modules = modules
        super().__init__(
            name,
            callback=_show_help,
            invoke_without_command=True,
            no_args_is_help=False,
            params=[*params, *common()],
        )

    def list_commands(self, _: click.Context) -> list[str]:
        """The commands in the order in which one needs them."""
        return list(self.modules)

    def get_command(self, _: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        if cmd_name not in self.modules:
            return None
        module = import_module(f".{self.modules[cmd_name]}", __package__)
        found = getattr(module, cmd_name)
        return found if isinstance(found, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command to run; an unknown one is told with the nearest names."""
        if not args[0].startswith("-") and args[0] not in self.modules:
            raise UnknownName("command_unknown", name=args[0], nearest=nearest(args[0], self.modules))
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help of the program, in the user's language."""
        formatter.write("\n".join(help_lines(self, ctx)) + "\n")


@click.pass_context
def _show_help(context: click.Context) -> None:
    if context.invoked_subcommand is None:
        print(context.get_help())


def nearest(name: str, known: Mapping[str, object] | list[str]) -> list[str]:
    """The known names most like one, best first."""
    from rapidfuzz import process  # noqa: PLC0415  (only when a name is wrong)

    return [found for found, _, _ in process.extract(name, sorted(known), limit=3)]


def command(name: str, *params: click.Parameter) -> Callable[[Callable[..., None]], Command]:
    """Make a function a command; it is called with the :class:`Call` first."""
    return lambda function: Command(name, click.pass_obj(function), list(params))


def parameters(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    """A command's options as typed, with what they are for; ``--help`` last."""
    words = words_of(context)
    for parameter in command.get_params(context):
        if isinstance(parameter, click.Option) and not parameter.hidden:
            typed = parameter.get_help_record(context)
            name = "help" if "--help" in parameter.opts else str(parameter.name)
            yield (typed[0] if typed else parameter.opts[0]), explained(command, name, words)


def explained(command: click.Command, parameter: str, words: Words) -> str:
    """What a parameter is for."""
    try:
        return words.say(f"cli.commands.{command.name}.options.{parameter}")
    except KeyError:
        return words.say(f"cli.options.{parameter}")


def usage(command: click.Command, context: click.Context) -> str:
    """How a command is called, on one line."""
    words = words_of(context)
    pieces = [context.command_path, words.say("cli.usage.options")]
    pieces += [a.make_metavar(context) for a in command.get_params(context) if isinstance(a, click.Argument)]
    if isinstance(command, click.Group):
        pieces.append(words.say("cli.usage.command"))
    return " ".join(pieces)


def help_lines(command: click.Command, context: click.Context) -> Iterator[str]:
    """The whole help of a command."""
    words = words_of(context)
    width = min(shutil.get_terminal_size().columns, WIDEST)
    yield f"{words.say('cli.usage.heading')} {usage(command, context)}"
    yield ""
    about = f"cli.commands.{command.name}"
    yield from (f"  {line}".rstrip() for line in wrapped(words.say(f"{about}.help"), width - 2))
    if isinstance(command, Commands):
        yield from ("", f"{words.say('cli.usage.commands')}:")
        pairs = ((name, words.say(f"cli.commands.{name}.short")) for name in command.modules)
        yield from listed(pairs, width)
    yield from ("", f"{words.say('cli.usage.options_heading')}:")
    yield from listed(parameters(command, context), width)
    yield from ("", f"{words.say('cli.usage.examples')}:")
    yield from (f"  {line}" for line in words.say(f"{about}.examples").strip().split("\n"))
