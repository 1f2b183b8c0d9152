"""The record below the sentence that tells an agreement: 調印日 2019年9月25日, 場所 …, 署名者 ….

A notice says in a sentence who signs what, and in a record below when: A港とB港が覚書を結びます。 / 締結日:5月20日.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ....ontology.edtf import Interval
from ....ontology.model import Entity, Status
from ...matching.discourse import Discourse
from ...matching.engine import Draft
from ...matching.reading import Reading
from ...text.mask import Masked
from ...text.structure import Block
from ..scene import Scene
from .fields import Annotate

_WHEN = re.compile(
    r"(?:調印|締結|署名|協定|覚書|提携|盟約)(?:式)?(?:の|する|を結ぶ|の締結)?(?:予定)?(?:年月日|日時|期日|日|時期)"
)


def note_undated(told: Iterable[Draft], discourse: Discourse) -> None:
    """Bear in mind who agree in this section on no day that is told."""
    for draft in told:
        if draft.relation == "agreementWith" and draft.since is None and isinstance(draft.object, Entity):
            ends = (draft.subject, draft.object)
            if ends not in discourse.undated and ends[::-1] not in discourse.undated:
                discourse.undated.append(ends)


def signing_record(
    block: Block, discourse: Discourse, reading: Reading, annotate: Annotate
) -> Iterator[tuple[Masked, Draft]]:
    """``agreementWith`` on the record's day, of the two who alone agree in its section on no day told."""
    if not block.header_pairs or len(discourse.undated) != 1:
        return
    for key, value in zip(block.header, block.values, strict=False):
        if not _WHEN.fullmatch(re.sub(r"[\s　:：]", "", key)):
            continue
        dates = [n.value for n in annotate(value).nouns if isinstance(n.value, Interval)]
        if len(dates) == 1:
            scene = Scene(annotate(block.text), discourse, reading)
            one, other = discourse.undated[0]
            span = (0, len(scene.text))
            past = scene.is_past(dates[0])
            told = scene.draft(one, "agreementWith", other, span, "signing-record", since=dates[0], done=past)
            for draft in told:
                yield scene.masked, draft if past else draft._replace(status=Status.PLANNED)
