"""The declarative rules of extraction, read from ``rules/*.toml``.

A rule is a typed pattern (see :mod:`.mask`) with where it may apply and what facts it states. Ends of a fact
are short specifications:

=================  ============================================================================================
``self``           the city that the document speaks for
``topic:K``        the noun of kind K that the sentence is about (before は, が), else ``self`` where K has City
``last:K``         the noun of kind K that was spoken of last, in this block or above it in the section
``NAME``           the nouns in the group NAME of the pattern: several nouns give several facts
``part:NAME:K``    the nouns of kind K inside the noun of the group NAME
``new:K:TEXT``     a thing of kind K named by TEXT, ``{NAME}`` and ``{self}`` filled in
``heading:K``      the noun of kind K in the nearest heading above (or in the line that leads the list)
``A or B``         what A names, else what B names
``text:NAME``      the words of the group, as a Text; ``date:``, ``count:``, ``money:`` likewise as values
=================  ============================================================================================

``since`` and ``until`` are the name of a group, ``near`` (a date beside the object or before the match in its
clause), ``year`` (near, else the fiscal year under which the section reports) or ``anniversary:NAME``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..data import table, tables
from ..text.mask import Alphabet, untyped
from ..text.sieve import Sought


@dataclass(frozen=True, slots=True)
class FactForm:
    """What one fact of a rule is made of."""

    relation: str
    subject: str
    object: str
    since: str | None = None
    until: str | None = None
    status: str | None = None
    key: tuple[tuple[str, str], ...] = ()
    qualifiers: tuple[tuple[str, str], ...] = ()
    inferred: bool = False
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, where it applies, and the facts it states."""

    id: str
    pattern: Sought
    facts: tuple[FactForm, ...]
    scope: frozenset[str]
    under: Sought | None = None
    unless: Sought | None = None
    needs: Sought | None = None

    def applies(self, masked: str, plain: str) -> bool:
        """Whether the words of a sentence, masked and plain, let the rule speak where its pattern matches."""
        if self.unless and (self.unless.search(masked) or self.unless.search(plain)):
            return False
        return not self.needs or bool(self.needs.search(masked) or self.needs.search(plain))


_SCOPES = frozenset({"paragraph", "item", "row", "heading"})


def load_rules(alphabet: Alphabet, words: Mapping[str, str]) -> tuple[Rule, ...]:
    """All rules, in order of file and place in it; the order decides nothing but the order of output."""
    rules: list[Rule] = []
    for source in tables("rules"):
        parsed = table(source)
        local = {**words, **parsed.get("words", {})}
        rules.extend(_rule(entry, alphabet, local) for entry in parsed.get("rule", ()))
    return tuple(rules)


def _rule(entry: Mapping[str, Any], alphabet: Alphabet, words: dict[str, str]) -> Rule:
    def sought(name: str) -> Sought | None:
        return Sought(untyped(entry[name], alphabet, words)) if name in entry else None

    return Rule(
        id=entry["id"],
        pattern=Sought(untyped(entry["pattern"], alphabet, words)),
        facts=tuple(_form(fact) for fact in entry["facts"]),
        scope=frozenset(entry.get("scope", _SCOPES)),
        under=sought("under"),
        unless=sought("unless"),
        needs=sought("needs"),
    )


def _form(fact: Mapping[str, Any]) -> FactForm:
    pairs: dict[str, Any] = {k: tuple(sorted(v.items())) if isinstance(v, Mapping) else v for k, v in fact.items()}
    return FactForm(**pairs)
