"""Lines that hang below a date: what a chronology tells further to the right is told with the date that opens it.

    1997  May: a fair is held.
          * Utrecht, the Netherlands — partner city

Read is the second line as *1997 Utrecht, the Netherlands — partner city*: the date stands before its first word, in
no character of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..text.mask import TIMES, Masked, Noun
from ..text.structure import Block

_OPENS = re.compile(  # 1991  Leeds, 平成5年 …, 平成9年 ・…; but not 平成5年に
    r"[^\w\ue000-\uf8ff]{0,3}([\ue000-\uf8ff])"
    r"(?:[\s　:：|│–—-]*(?![ぁ-ん\s)）/~〜・、春夏秋冬])|[\s　]+・)"
)
_LINE = 240  # characters of a chronology's line
_INWARD = 4  # columns that a line stands further to the right


def hung(parts: Sequence[Block], sentences: Sequence[Sequence[Masked]]) -> Iterator[list[Masked]]:
    """The sentences of each block; those of a block that hangs below a date, with it in front."""
    opener: tuple[str, Noun] | None = None
    above: Block | None = None
    for block, inner in zip(parts, sentences, strict=True):
        if above is not None and (block.column < above.column + _INWARD or block.above != above.above):
            opener = above = None
        found = _opener(block, inner)
        if opener is not None and found is None and len(block.text.text) <= _LINE:
            yield [_dated(sentence, *opener) for sentence in inner]
            continue
        if found is not None:
            opener, above = found, block
        yield list(inner)


def is_hung(sentence: Masked) -> bool:
    """Whether a date stands before a sentence that the line above tells."""
    return bool(sentence.nouns) and sentence.nouns[0].kind in TIMES and sentence.nouns[0].end == 0


def _opener(block: Block, inner: Sequence[Masked]) -> tuple[str, Noun] | None:
    """The date that opens a line and no sentence, as the character that stands for it and as a noun; of several
    lines that are one record, the last one that does.
    """
    if block.kind == "heading" or not inner or len(block.text.text) > _LINE:
        return None
    for line in reversed(inner if block.keyed else inner[:1]):
        opens = _OPENS.match(line.text)
        noun = line.noun_at(opens.start(1)) if opens else None
        if opens and noun and noun.kind in TIMES:
            return line.text[opens.start(1)], noun
    return None


def _dated(sentence: Masked, letter: str, date: Noun) -> Masked:
    """A sentence that tells no date, with one before its first word."""
    if any(noun.kind in TIMES for noun in sentence.nouns):
        return sentence
    here = date._replace(start=0, end=0, parts=())
    index = {0: 0} | {at + 2: number + 1 for at, number in sentence.index.items()}
    return Masked(sentence.clean, f"{letter} {sentence.text}", (0, 0, *sentence.at), (here, *sentence.nouns), index)
