"""The data files of ingest: names, words, forms and cues, apart from the logic that uses them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

_HERE: Final = files(__package__)


@cache
def table(name: str) -> Mapping[str, Any]:
    """A TOML file, by its path from this folder, read once.

    >>> table("authority/stop.toml")["cue"].keys()
    dict_keys(['ja', 'en'])
    """
    return tomllib.loads(text(name))


@cache
def pattern(name: str, *keys: str) -> re.Pattern[str]:
    """The pattern that stands under some keys of a TOML file, one of several lines with blanks left out.

    >>> pattern("words/party_rows.toml", "said", "thing").search("姉妹城") is not None
    True
    """
    said: Any = table(name)
    for key in keys:
        said = said[key]
    return re.compile(said, re.VERBOSE if "\n" in said else 0)


def text(name: str) -> str:
    """What a file says, by its path from this folder."""
    return _HERE.joinpath(name).read_text(encoding="utf-8")


def lines(name: str) -> list[bytes]:
    """The lines of a file as bytes, which sort as their characters do."""
    return _HERE.joinpath(name).read_bytes().rstrip(b"\n").split(b"\n")


def tables(folder: str) -> list[str]:
    """The TOML files of a folder, in order of name.

    >>> tables("rules")[:2]
    ['rules/agreements.toml', 'rules/bodies.toml']
    """
    return sorted(f"{folder}/{f.name}" for f in _HERE.joinpath(folder).iterdir() if f.name.endswith(".toml"))
