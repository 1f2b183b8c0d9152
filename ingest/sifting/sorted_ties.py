"""Which kind each tie of a mixed list is, where a note beside the list tells it.

A list headed 姉妹都市・友好都市 says of no entry which of the two it is; a note does (蘇州のみ友好都市、
そのほかは姉妹都市です。).
Without such a note, or with more than one, the entries stay ties of a kind not told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...ontology.model import Entity
from ..matching.engine import Draft
from ..text.mask import Alphabet, Masked, compile_pattern

_MIXED = "cityTieWith"
_UNMARKED = re.compile(r"ない|無い|なき|もの|無印|[Uu]nless|others?\b")


class Note(NamedTuple):
    """The cities that a note names, their kind of tie, and that of all others where it tells it."""

    cities: frozenset[str]
    kind: str
    others: str | None


class SortedTies:
    """Reads notes about mixed lists of ties; one for all documents."""

    def __init__(self, alphabet: Alphabet) -> None:
        rest = (
            "(?:そのほか|その他|それ以外|ほか|他|残り)の?(?:<Count>|都市|市|\\d+市|\\d+都市)?(?:は|が)"
            "(?:すべて|全て|いずれも|みな)?、?<Tie:u>"
        )
        only = "(?:のみ|だけ)"
        end = "(?:で(?:す|あり|、)?|、|となり)?[、。]?\\s?"
        forms = (
            f"<City+:c>(?:市)?(?:の<Count>|の\\d+市)?{only}(?:が|は)?、?<Tie:t>{end}{rest}",
            f"<City+:c>(?:市)?は<Tie:t>{end}{rest}",
            f"<Tie:t>は、?<City+:c>(?:市)?{only}(?:で(?:す|あり)?)?(?:[、。]\\s?{rest})?",
        )
        unmarked = (
            "(?:記載|記述|表示|表記|注記|付記|明記|印|断り|ただし書き|但し書き)(?:が|の)(?:ない|無い|なき)(?:もの|都市|市|限り)?"
            "|(?:記|書|示|付|注記|明記|表記)(?:し|さ|い|れ|した|され|て)*(?:た|ある)もの(?:の(?:ほか|他|外)|以外|を除[きく])"
            "|無印(?:のもの)?"
        )
        self._unmarked = [
            compile_pattern(f"(?:{unmarked})(?:に)?は、?(?:すべて|全て|いずれも)?、?<Tie:u>", alphabet, {}),
            compile_pattern(
                "(?i:\\bunless (?:otherwise )?(?:marked|stated|noted|indicated)(?: otherwise)?,? (?:\\w+ ){0,4}?"
                "|\\b(?:all|the) (?:the )?others? (?:are|being) (?:all )?)<Tie:u>",
                alphabet,
                {},
            ),
        ]
        self._forms = [compile_pattern(form, alphabet, {}) for form in forms]

    def __call__(self, drafts: Iterable[Draft], sentences: Iterable[Masked]) -> list[Draft]:
        """The drafts, those of a mixed list with the kind that a note tells."""
        found = list(drafts)
        if not any(draft.relation == _MIXED for draft in found):
            return found
        notes = [note for sentence in sentences for note in self._notes(sentence)]
        if len(notes) != 1:
            return found
        return [_sorted(draft, notes[0]) for draft in found]

    def _notes(self, sentence: Masked) -> Sequence[Note]:
        for form in self._unmarked if _UNMARKED.search(sentence.text) else ():
            if match := form.search(sentence.text):
                told = sentence.within(*match.span("u"))[0].value
                return (Note(frozenset(), "", told),) if isinstance(told, str) and told != _MIXED else ()
        if "のみ" not in sentence.text and "だけ" not in sentence.text and "以外" not in sentence.text:
            return ()
        for form in self._forms:
            if match := form.search(sentence.text):
                return tuple(_note(sentence, match))
        return ()


def _note(sentence: Masked, match: re.Match[str]) -> Iterable[Note]:
    kind, *_ = sentence.within(*match.span("t"))
    others = sentence.within(*match.span("u")) if match["u"] else []
    cities = [e.iri for n in sentence.within(*match.span("c")) for e in n.entities[:1]]
    if isinstance(kind.value, str) and kind.value != _MIXED and cities:
        other = others[0].value if others and isinstance(others[0].value, str) else None
        yield Note(frozenset(cities), kind.value, other)


def _sorted(draft: Draft, note: Note) -> Draft:
    if draft.relation != _MIXED:
        return draft
    ends = {end.iri for end in (draft.subject, draft.object) if isinstance(end, Entity)}
    kind = note.kind if ends & note.cities else note.others
    return draft._replace(relation=kind) if kind else draft
