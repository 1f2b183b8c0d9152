"""Patterns that tell a search where to try find what the engine finds without being told."""

from __future__ import annotations

import re

import pytest

from enishi.ingest.text.openings import compiled

_TEXTS = (
    "Partner, a partnership | Partner",
    "It was TWINNED with İzmir, ſigned in Kyoto and the \u212angdom; 1972年に締結",
    "姉妹都市のほか、友好都市か。かな",
    "",
    "aaab b",
)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:^|(?<=[|│\t] ))[Pp]artner(?:ship)?(?= ?(?:[|│\t]|$))",
        r"\b(?:was|were|(?P<verb>twin(?:ned)?)) (?P<next>\w+)",
        r"(?i)\b(?:signed|twinned|k\w+)\b",
        r"\b(?i:izmir|[k-s]yoto)\b",
        r"(?<!ほ)か|かな",
        r"(?:の|、)?(?=友)友好|[^a-z ,]{2}$",
        r"(?:a+?)*b",
        r"(?>a*)b",
        r"a*",
        r"(?!x)\W{0,3}\d{4}年",
        r"[^\W\d_]{3,}(?=,)",
        r"(?P<one>[ab])(?P=one)",
    ],
)
def test_what_is_found_is_the_same(pattern: str) -> None:
    told, plain = compiled(pattern), re.compile(pattern)
    for text in _TEXTS:
        assert [m.regs for m in told.finditer(text)] == [m.regs for m in plain.finditer(text)]
        assert [m.groupdict() for m in told.finditer(text, 2)] == [m.groupdict() for m in plain.finditer(text, 2)]
        assert told.sub("-", text) == plain.sub("-", text)


def test_a_pattern_that_is_none_is_refused() -> None:
    with pytest.raises(re.error):
        compiled("(")
