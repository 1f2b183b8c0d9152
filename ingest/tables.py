"""The data files of this folder: words, forms and cues, apart from the logic that uses them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> Mapping[str, Any]:
    """A TOML file of this folder, read once."""
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
