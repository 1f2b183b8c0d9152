"""When a section was written, by the month or day that ends its heading: ■香港駐在員 2014年6月.

In a collection of reports; a document with a date of its own is of that date throughout.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...ontology.edtf import Interval
from ..text.mask import Masked
from .context import Frame

_BRIEF = 40  # characters of the heading of a report
_CLOSES = re.compile(r"[\s)）】〉》\]号]*$")
_PRECISE = frozenset(["month", "day"])


def of_section(frame: Frame, headings: Sequence[Masked]) -> Frame:
    """The frame of what stands below some headings, dated by the nearest one where the document is not."""
    if frame.as_of is not None or frame.lang != "ja":
        return frame
    when = next(filter(None, map(_written, reversed(headings))), None)
    return frame if when is None else replace(frame, as_of=when)


def _written(heading: Masked) -> Interval | None:
    dates = [n for n in heading.nouns if n.kind == "Date" and isinstance(n.value, Interval)]
    if len(dates) != 1 or len(heading.clean.text) > _BRIEF or not dates[0].start:
        return None
    when = dates[0].value
    at_end = _CLOSES.match(heading.clean.text, dates[0].end)
    return when if at_end and isinstance(when, Interval) and when.precision in _PRECISE else None
