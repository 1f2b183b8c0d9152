"""Anybody's spreadsheet of ties as statements: a mapping says what each column is, a row is its own quote."""

from .mapping import End, Mapping, read_mapping
from .places import Places, Variant
from .rows import Tabulated, tabulate

__all__ = ["End", "Mapping", "Places", "Tabulated", "Variant", "read_mapping", "tabulate"]
