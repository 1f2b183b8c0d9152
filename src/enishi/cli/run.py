"""One run of the program: which language, which command, and how it ends.

Every error of the tree is told in the user's language, without a traceback, with the exit code of its branch;
130 is an interruption, 141 a reader who went away, 70 a fault of the program itself.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import click

from ..errors import EnishiError, InputError, UnknownName, UsageError
from ..words import LANGS, Lang, Words, lang_of_locale
from .speaking import Call, Commands, nearest, option

INTERRUPTED: Final = 130
NOBODY_READS: Final = 141
FAULT: Final = 70

MODULES: Final = {
    "demo": "showing",
    "ingest": "documents",
    "ask": "asking",
    "anniversaries": "planning",
    "changes": "comparing",
    "conflicts": "comparing",
    "budget": "counting",
    "network": "counting",
    "cite": "counting",
    "query": "asking",
    "diagram": "showing",
    "serve": "serving",
    "mcp": "serving",
    "documents": "documents",
    "withdraw": "documents",
    "extract": "documents",
    "review": "reviewing",
    "state": "stating",
    "report": "reporting",
    "evaluate": "evaluating",
    "check": "keeping",
    "dump": "keeping",
    "load": "keeping",
    "copy": "copying",
    "backup": "backing",
    "restore": "backing",
}
"""The commands, in the order in which one needs them, and the modules that have them."""


def _version(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        from .. import __version__  # noqa: PLC0415

        print(f"enishi {__version__}")
        context.exit()


def program() -> Commands:
    """The program with all its commands, none of them loaded yet."""
    version = option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version)
    return Commands("enishi", MODULES, [version])


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command line; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    call = Call(Words(_lang(given)))
    _speak_utf8()
    try:
        with program().make_context("enishi", given, obj=call) as context:
            context.command.invoke(context)
            sys.stdout.flush()
    except click.exceptions.Exit as end:
        return end.exit_code
    except (Exception, KeyboardInterrupt) as error:
        return _end(error, call)
    return 0


def _end(error: BaseException, call: Call) -> int:
    """Say how a run ended that did not end well, and give its exit code."""
    match error:
        case KeyboardInterrupt() | click.Abort():
            code, text = INTERRUPTED, f"\n{call.words.say('cli.interrupted')}"
        case BrokenPipeError():
            # The interpreter flushes once more when it ends: let that go nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return NOBODY_READS
        case EnishiError() | click.ClickException() | OSError():
            ours = _ours(error, call)
            code, text = ours.exit_code, call.words.error(ours)
        case _ if call.verbose:
            raise error
        case _:
            code, text = FAULT, call.words.say("cli.fault", what=f"{type(error).__name__}: {error}")
    print(text, file=sys.stderr)
    return code


def _lang(arguments: Sequence[str]) -> Lang:
    """The language asked for anywhere on the line, else that of the locale."""
    for here, after in pairwise([*arguments, ""]):
        if here == "--":
            break
        value = after if here == "--lang" else here.removeprefix("--lang=") if here.startswith("--lang=") else ""
        for lang in LANGS:
            if value == lang:
                return lang
    return lang_of_locale()


def _speak_utf8() -> None:
    """Data is UTF-8 wherever it goes, unless the user says otherwise; a terminal keeps its own encoding."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None or "PYTHONIOENCODING" in os.environ:
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="surrogateescape")


def _ours(error: EnishiError | click.ClickException | OSError, call: Call) -> EnishiError:
    """An error as one of the tree."""
    if isinstance(error, EnishiError):
        return error
    if isinstance(error, OSError):
        place = error.filename or call.words.say("cli.standard_output")
        return InputError("file_unusable", file=place, reason=error.strerror or error)
    return _complaint(error)


def _complaint(error: click.ClickException) -> UsageError:
    """A complaint of the parser as an error of the tree."""
    context = getattr(error, "ctx", None)
    where = context.command_path if context else "enishi"
    parameter: click.Parameter | None = getattr(error, "param", None)
    if isinstance(error, click.NoSuchOption):
        known = [max(p.opts, key=len) for p in context.command.get_params(context)] if context else []
        known = [name for name in known if name.startswith("--")]
        return UnknownName(
            "option_unknown", name=error.option_name, command=where, nearest=nearest(error.option_name, known)
        )
    if isinstance(error, click.MissingParameter) and parameter is not None:
        return UsageError("parameter_needed", command=where, name=_typed(parameter, context))
    if isinstance(error, click.BadOptionUsage):
        return UsageError("option_without_value", command=where, name=error.option_name)
    if isinstance(error, click.BadParameter) and parameter is not None:
        expected = parameter.type.choices if isinstance(parameter.type, click.Choice) else ["1", "2", "3"]
        return UsageError(
            "option_malformed", command=where, name=_typed(parameter, context), expected=list(map(str, expected))
        )
    return UsageError("usage_wrong", command=where, reason=error.format_message())


def _typed(parameter: click.Parameter, context: click.Context | None) -> str:
    """A parameter as one types it."""
    if isinstance(parameter, click.Option) or context is None:
        return max(parameter.opts, key=len)
    return parameter.make_metavar(context)
