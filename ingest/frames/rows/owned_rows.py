"""Lists in which each entry has an owner of its own: host towns, parties to agreements with one body.

自治体 | 相手国 | 登録 | 備考 under ホストタウン tells for which lands each municipality is registered, since when;
so do *札幌市 相手国:カナダ* and *- Beppu: Chile, Laos*. What else the entry says (a remark) is told of its own
municipality, sentence by sentence, and not of the document's. 釜石市 2022年1月 under JICAと覚書を結んだ自治体
tells an agreement with the body that the heading, or the title, names. An entry may head the text that tells more
of it: *◇山形市・上山市  相手:サモア*; what that leaves out is of the entry's owner.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as part

from ....ontology.edtf import Interval, on
from ....ontology.model import Entity, Status
from ...matching.discourse import Discourse
from ...matching.engine import TIES, Draft, days
from ...matching.reading import Reading
from ...text.clean import Clean, sentences
from ...text.column_roles import role_of
from ...text.mask import TIMES, Masked, Noun
from ...text.structure import Block
from ..scene import Scene
from ..words import word
from .fields import Annotate, Entry, takes
from .headed_works import land_of_place, lists_works
from .held_columns import held_row
from .municipalities import municipalities, prefecture_above, prefecture_of
from .named_works import named_work
from .office_lines import office_line, office_record
from .office_rows import office_row
from .party_rows import party_row
from .tables import Row, rows

_LONGEST = 400  # characters of an entry
_BODIES = "InternationalOrganization|NationalGovernment|Foundation|Organization|CityNetwork"


@dataclass(slots=True)
class Owned:
    """An entry: whose it is, for which lands, since when, and the remarks that are still to be read."""

    owners: list[Entity]
    line: Clean | None = None  # where it stands in its block, if it is not all of that
    lands: list[Noun] = part(default_factory=list)
    when: Interval | None = None
    remarks: list[Clean] = part(default_factory=list)
    told: list[tuple[Masked, Draft]] = part(default_factory=list)

    @property
    def sentences(self) -> Iterator[Clean]:
        """The sentences of the remarks."""
        return (sentence for remark in self.remarks for sentence in sentences(remark))


def owned(block: Block, discourse: Discourse, reading: Reading, annotate: Annotate) -> list[Owned]:
    """The entries that a block is of such a list; none for a block of anything else."""
    heads = block.kind == "heading"
    if len(block.text.text) > _LONGEST or (heads and not LANDS_LABEL.search(block.text.text)):
        return []  # a heading is an entry where its lands stand behind a label: 相手:フィジー(ラグビー)
    if works := _of_works(block, discourse, reading, annotate):
        return works
    for by_columns in (party_row, office_row, office_record, office_line, named_work, held_row):
        if (row := by_columns(block, discourse, reading, annotate)) is not None:
            return [Owned([row[1]], remarks=row[2], told=row[0])]
    hosting = is_of_host_towns(block, discourse)
    body = None if hosting or heads else _party(discourse, reading)
    worked = not (hosting or heads) and body is None and _is_of_works(block, discourse)
    if not (hosting or body or worked):
        return []
    titled = _of_columns(block, discourse, annotate) if hosting else None
    says = hosts_lands if hosting else _signed if body else _works
    found = [titled] if titled else _of_fields(block, discourse, annotate, says)
    for entry in found:
        scene = Scene(annotate(entry.line or block.text), discourse, reading)
        told = (
            _agreed(entry, body, scene) if body else enrolled(entry, scene) if hosting else _working(entry, scene)
        )
        entry.told += [(scene.masked, draft) for draft in told]
    return found


def is_of_host_towns(block: Block, discourse: Discourse) -> bool:
    """Whether the columns' titles, or what stands nearest above of all that tells a tie or an agreement, say so."""
    if block.kind == "row" and any(word("host_town").search(title) for title in block.header):
        return True
    for line in (*discourse.above, None):
        text = line.clean.text if line is not None else discourse.frame.title
        if word("host_town").search(text):
            return not word("host_town_apart").search(text)
        if line is not None and any(n.kind in ("Tie", "AgreementWord") for n in line.nouns):
            return False
    return False


_LABELLED = re.compile(r"\s*(?P<label>[^\s:、。]{1,10}?)\s?:\s?(?=\S)")


def _titled(block: Block) -> tuple[Sequence[str], Sequence[Clean]]:
    """The titles of a row's cells and what they say; a cell may bear its own: 自治体名:藤沢市 相手国:英国."""
    if block.kind != "row" or len(block.values) > len(block.header):
        return (), ()
    told = [_LABELLED.match(cell.text) for cell in block.cells]
    if len(told) > 1 and all(told):
        labels = [match["label"] for match in told if match]
        return labels, [cell[match.end() :] for cell, match in zip(block.cells, told, strict=True) if match]
    return block.header, block.values


def _of_columns(block: Block, discourse: Discourse, annotate: Annotate) -> Owned | None:
    """The entry of a row by its columns' titles, or of a record by its keys."""
    titles, values = _titled(block)
    titles = [re.sub(r"\s|\([^()]*\)", "", title) for title in titles]
    whose = next((n for n, title in enumerate(titles) if word("owner_column").fullmatch(title)), None)
    whom = next((n for n, title in enumerate(titles) if word("land_column").fullmatch(title)), None)
    if whose is None or whom is None or max(whose, whom) >= len(values):
        return None
    beside = [v.text for n, v in enumerate(values) if n < whose]
    within = prefecture_of(beside, discourse) or prefecture_above(discourse.above)
    owner = values[whose].text or (block.stub.text if block.stub is not None and whose == 0 else "")
    entry = Owned(municipalities(owner, discourse, within, sure=True))
    entry.lands = _lands(annotate(values[whom]))
    for number, (value, title) in enumerate(zip(values, titles, strict=False)):
        if number in (whose, whom) or number < whose or not value.text.strip():
            continue
        if word("registered_column").search(title):
            entry.when = _date(value, annotate)
        else:
            _remark(entry, value, annotate)
    return entry if entry.owners and entry.lands else None


_OPENS = re.compile(r"[\s○●◎◆■□◇▪*・•\-–—]*")
_OWNER = re.compile(
    r"(?P<name>(?:[^\s:：()|/―—–→、。,;\d]{2,9}?[市町村区都道府県][、,・])*[^\s:：()|/―—–→、。,;\d]{1,12}[市町村区都道府県](?:\s?\([^()]{2,12}\))?"
    r"[★☆※*]?|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2})"
    r"(?:\s?(?:[:|/―—–→…]|\.{2,})+\s?|\s-\s|,\s|\s+|は、?(?=[^。]{2,40}$)|(?=[(【])|(?=[SHR]?\d|昭和|平成|令和))"
)
LANDS_LABEL = re.compile(r"[【\[(]?(?:相手|対象)(?:国|地域)?(?:・地域)?(?:\s?[:|は】\])]\s?|\s+)")


def _fields(block: Block, opens: re.Pattern[str]) -> Iterator[tuple[str, list[Clean], Clean]]:
    """The owner that each entry of a block opens with, and the fields behind it."""
    if block.kind == "row" and block.header_pairs:
        for key, value, line in zip(block.header, block.values, block.cells, strict=True):
            yield key, [value], line
        return
    if block.kind == "row" and len(block.cells) > 1:
        yield block.cells[0].text, list(block.cells[1:]), block.text
        return
    low = _OPENS.match(block.text.text).end()  # type: ignore[union-attr]  # it matches nothing at least
    if told := opens.match(block.text.text, low):
        yield told["name"], [block.text[told.end() :]], block.text


def _of_fields(
    block: Block, discourse: Discourse, annotate: Annotate, says: Callable[[Owned, list[Clean], Annotate], bool]
) -> list[Owned]:
    """The entries of a block without titles: what stands behind the owner ``says`` what such a list tells."""
    within = prefecture_above(discourse.above)
    found = []
    for name, fields, line in _fields(block, _DOER if says is _works else _OWNER):
        owners = municipalities(name, discourse, within, sure=False)
        if not owners and says is _works and (body := _body(name, discourse)) is not None:
            owners = [body]
        entry = Owned(owners, line)
        if entry.owners and says(entry, fields, annotate):
            found.append(entry)
    return found


def _is_of_works(block: Block, discourse: Discourse) -> bool:
    """Whether a list without titles is one of projects abroad, as the line above it says."""
    titled = block.kind == "row" and not block.header_pairs and any(map(role_of, block.header))
    return not titled and any(word("works_listed").search(line.clean.text) for line in discourse.nearest)


_DOER = re.compile(r"(?P<name>[^\s/|:、。()]{2,30})\s?[/|:]\s?")


def _body(name: str, discourse: Discourse) -> Entity | None:
    """The body of a name by its form, without the town it is of: 白川町の有機の里協会."""
    if not word("doer_form").search(name):
        return None
    return discourse.minter.named("Organization", re.sub(r"^[一-鿿ぁ-ん]{1,8}[市町村県](?:内)?の", "", name))


def _works(entry: Owned, fields: list[Clean], annotate: Annotate) -> bool:
    """Let the fields of who works abroad tell where, and from when until when; whether they open with a land."""
    masked = annotate(fields[0])
    end = land_of_place(masked) or _run(masked)
    if end is None:
        return False
    entry.lands, entry.remarks = _lands(annotate(fields[0][: masked.at[end]])), fields
    dates = [n for n in masked.nouns if isinstance(n.value, Interval)]
    dates += [n for field in fields[1:] for n in annotate(field).nouns if isinstance(n.value, Interval)]
    first = dates[0] if dates else None
    if first is not None and isinstance(first.value, Interval):
        span = "/" in str(first.value)
        behind = masked.clean.text[first.end :] if first in masked.nouns else ""
        begins = _FROM.match(behind) or masked.clean.text[: first.start].endswith("(") or len(fields) > 1
        entry.when = first.value if span or begins else None
    return bool(entry.lands)


_FROM = re.compile(r"(?:から|より|以降|[~〜–-])|に?(?:始|開始)")


def _of_works(block: Block, discourse: Discourse, reading: Reading, annotate: Annotate) -> list[Owned]:
    """The row of a table of projects in which each has a body of its own that carries it out: 団体 | 国 | 案件."""
    if block.kind != "row" or block.header_pairs:
        return []
    named = any(map(word("work_column").fullmatch, block.header))
    if not named and not (_of_doer(block) and lists_works(discourse)):
        return []
    row = Row(block, annotate)
    doers = [role for role in ("agent", "proposer") if role in row.cells]
    if not doers or "country" not in row.cells or (named and "project" not in row.cells):
        return []
    owner = discourse.frame.owner
    if owner is not None and any(
        owner in n.entities or n.kind == "Self" for r in doers for n in row.cells[r].nouns
    ):
        return []
    told = list(rows(block, [annotate(block.text)], discourse, reading, annotate))
    where = [row.cells[role].clean for role in ("country", "place") if role in row.cells]
    whose = list({d.subject.iri: d.subject for _, d in told if d.relation == "projectIn"}.values())
    if not named and len(whose) == 1:  # the prose of an entry without a project's name is its doer's
        titled = zip(block.values, block.header, strict=False)
        where += [value for value, title in titled if word("remark_column").fullmatch(title)]
        return [Owned(whose, remarks=where, told=told)]
    return [Owned([], remarks=where, told=told)] if told else []


def _of_doer(block: Block) -> bool:
    """Whether the titles of a row are those of who works where."""
    return {"agent", "country"} <= {role_of(title) for title in block.header}


def _signed(entry: Owned, fields: list[Clean], annotate: Annotate) -> bool:
    """Let the fields of a party to an agreement tell its day; whether they open with one."""
    masked = annotate(fields[0])
    lead = _ON.match(masked.text).end()  # type: ignore[union-attr]  # it matches nothing at least
    noun = masked.noun_at(lead)
    entry.when = noun.value if noun is not None and isinstance(noun.value, Interval) else None
    if year := _YEAR.match(masked.text, lead):
        entry.when = on(int(year[1]))
    return entry.when is not None


_ON = re.compile(
    r"[\s(,:|-]*(?:(?:締結|調印|署名)(?:日|年月日)?\s?:?\s?|(?i:signed|concluded|since|from|in|on)\s?(?:(?:in|on)\s)?)?"
)
_YEAR = re.compile(r"((?:19|20)\d\d)(?!\d)")


def hosts_lands(entry: Owned, fields: list[Clean], annotate: Annotate) -> bool:
    """Let the fields of a host town tell its lands, and since when; whether they open with lands."""
    label = LANDS_LABEL.match(fields[0].text)
    first = fields[0][label.end() :] if label else fields[0]
    masked = annotate(first)
    end = _run(masked)
    if end is None:
        return False
    at = masked.at[end]
    entry.lands, behind = _lands(annotate(first[:at])), first[at:]
    bracket = re.match(r"\s?\(([^()]*)\)", behind.text)
    if bracket and (when := _date(behind[bracket.start(1) : bracket.end(1)], annotate)):
        entry.when, behind = when, behind[bracket.end() :]
    for field in (behind[len(behind.text) - len(behind.text.lstrip(" 。.、,;:|)")) :], *fields[1:]):
        if field.text.strip(" 。.|"):
            _remark(entry, field, annotate)
    return bool(entry.lands)


_AND_MORE = re.compile(r"(?:など|等|ほか)(?=$|[\s(、,。|])")
_LISTED = re.compile(r"[、,・/]\s?|と|及び|および|並びに|\s?(?:and|&)\s|,? and |の?\(?国・地域\)?|など|等|\s")


def _run(masked: Masked) -> int | None:
    """Where in a masked line the enumeration of lands that opens it ends."""
    at = end = 0
    while at < len(masked.text):
        noun = masked.noun_at(at)
        if noun is not None and noun.kind in ("Country", "Region"):
            at = end = at + 1
        elif at and (between := _LISTED.match(masked.text, at)):
            at = between.end()
        else:
            break
    if end and (more := _AND_MORE.match(masked.text, end)):
        end = more.end()
    told, noun = masked.text[end : end + 1], masked.noun_at(end)
    if end and noun is not None and noun.kind in TIMES:
        return end  # ケニア2011年から: a blank between them is none any more
    return end if end and (not told or told in " (、,。.;:|★☆※*" or masked.text.startswith(" - ", end)) else None


def _lands(masked: Masked) -> list[Noun]:
    """The lands that a cell lists, outside brackets."""
    aside = [m.span() for m in re.finditer(r"\([^()]*\)", masked.clean.text)]
    found = [n for n in masked.nouns if not any(low < n.start < high for low, high in aside)]
    if any(n.kind in ("City", "Prefecture") for n in found if n.country != "HK"):
        return []
    return [n for n in found if n.kind == "Country" and n.entities]


def _date(value: Clean, annotate: Annotate) -> Interval | None:
    """The day that a field tells, and no more than that something was registered: 第3次(2016年12月), H28.6.14."""
    entry, text = Entry(), value.text.strip()
    bare = word("registered").sub("", text).strip(" :()に、・")
    at = value.text.find(bare) if bare else -1
    if at < 0:
        return None
    takes(entry, value[at : at + len(bare)], annotate)
    told = [n.value for n in annotate(value).nouns if isinstance(n.value, Interval)] if entry.when is None else []
    return told[0] if len(told) == 1 and len(text) < _BRIEF else entry.when


_BRIEF = 24  # characters of a field that tells a day


def _remark(entry: Owned, value: Clean, annotate: Annotate) -> None:
    """Let what stands beside the lands date the entry, or be told of its owner."""
    dates = word("registered").search(value.text) or _DAY.fullmatch(value.text.strip())
    if entry.when is None and dates and (when := _date(value, annotate)):
        entry.when = when
    else:
        entry.remarks.append(value)


_DAY = re.compile(r"\D{0,2}[\d元]{1,4}[年./][\d年月日./\s]*|(?:19|20)\d\d")


def enrolled(entry: Owned, scene: Scene) -> Iterator[Draft]:
    """The lands that each owner is registered for: done by what the list is, whatever is planned beside it."""
    said = " ".join(remark.text for remark in entry.remarks)
    status = Status.ENDED if word("host_town_over").search(said) else Status.SETTLED
    span = (0, len(scene.text))
    for owner in entry.owners if not word("host_town_pending").search(said) else ():
        for land in map(scene.entity, entry.lands):
            for draft in scene.draft(
                owner, "hostTownFor", land, span, "host-town-row", done=True, since=entry.when
            ):
                yield draft._replace(status=status)


def _party(discourse: Discourse, reading: Reading) -> Noun | None:
    """With whom all entries of a list have an agreement: 連携覚書を結んだ自治体, under a title that names JICA."""
    if not any(word("pact_parties").search(line.clean.text) for line in discourse.nearest):
        return None
    for line in discourse.above:
        found = [n for n in line.nouns if reading.is_a(n, _BODIES)]
        if found:
            return found[0]
    return None


def _working(entry: Owned, scene: Scene) -> Iterator[Draft]:
    """The projects of each owner in the lands told."""
    begun, ended = days(entry.when) if entry.when else (None, None)
    said = " ".join(remark.text for remark in entry.remarks)
    over = word("work_over").search(said)
    for owner in entry.owners if not word("pending").search(said) else ():
        for land in map(scene.entity, entry.lands):
            span = (0, len(scene.text))
            for draft in scene.draft(
                owner, "projectIn", land, span, "work-row", done=True, since=begun, until=ended
            ):
                yield draft._replace(status=Status.ENDED) if over else draft


def _agreed(entry: Owned, body: Noun, scene: Scene) -> Iterator[Draft]:
    """The agreement of each owner with the body, and the prefecture in brackets behind the owner's name."""
    span = (0, len(scene.text))
    other = scene.entity(body)
    for owner in entry.owners:
        yield from scene.draft(other, "agreementWith", owner, span, "pact-row", done=True, since=entry.when)
        for spot in scene.of("Prefecture"):
            where = scene.entity(spot.noun)
            if where != owner and scene.text.startswith("(", spot.at - 1) and len(entry.owners) == 1:
                yield from scene.draft(owner, "locatedIn", where, (0, spot.at + 1), "pact-row")


def placed(draft: Draft, entry: Owned, scene: Scene) -> Iterator[Draft]:
    """Where a city lies that a remark tells a tie with: in the land of its row."""
    other = draft.object
    if draft.relation not in TIES or not isinstance(other, Entity) or other.kind != "City":
        return
    lands = [n for n in entry.lands if other.country == n.country]
    named = any(n.kind == "Country" for n in scene.masked.nouns)
    if not lands and other.country is None and len(entry.lands) == 1 and not named:
        lands = entry.lands
    for land in lands[:1]:
        whole = (0, len(scene.text))
        yield from scene.draft(other, "locatedIn", scene.entity(land), whole, "land-of-row", always=True)
