"""Money in running text: what a budget names, how much it gets in which year, and by how much that changed.

Whose an amount is stands before it in Japanese (X費として…円, Xの今年度の事業費は…円) and before or behind it in
English; a second amount beside it is the year's before (前年度の…円から) or the change (…円の増). An amount of
which the text does not say that a budget holds it (a gift, a turnover, a fee) is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ....ontology.edtf import Interval, parse
from ....ontology.model import Entity, Value
from ...dates.budget_years import budget_year
from ...matching.engine import Draft
from ...text.mask import TIMES, Noun
from ..scene import Scene, Spot
from ..words import word


class _Named(NamedTuple):
    """A line of a budget as a sentence names it, and where in the masked text."""

    name: str
    start: int
    end: int
    others: tuple[str, ...] = ()


def accounts(scene: Scene) -> Iterator[Draft]:
    """``budgetAmount`` and ``budgetChange`` that a sentence tells in words."""
    if "円" not in scene.masked.clean.text and "yen" not in scene.masked.clean.text:
        return
    amounts = [s for s in scene.of("MoneyJPY") if isinstance(s.noun.value, int)]
    if not amounts or scene.discourse.kind == "row" or word("no_budget").search(scene.masked.clean.text):
        return
    line: Entity | None = None
    told: _Named | None = None
    whole: Entity | None = None  # what was told last but a part of another
    amounts = [s for s in amounts if not _settled(scene, s)]
    for spot in sorted(amounts, key=lambda s: _changed(scene, s) is not None):  # whose the change is, first
        changed = _changed(scene, spot)
        if changed is None:
            named = _line(scene, spot, told) if scene.japanese else _line_en(scene, spot)
            if named is not None:
                told, line = named, scene.discourse.minter.named("BudgetLine", named.name, named.others)
                whole = whole if named.name.endswith("分") else line
            elif scene.japanese and _OF_ANOTHER_LINE.search(scene.text, 0, spot.at):
                told = line = None  # カナダへの旅費120万円、記念誌の印刷費45万円: of what its own word names
        if line is None and (scene.says("than_before") or _YEAR_BEFORE.match(scene.text)):
            line = _spoken_of(scene)  # 今年度の980万円に対し、…: of the line told in the sentence before
        if line is None and changed is not None and (named := _line_changed(scene, spot)) is not None:
            told, line = named, scene.discourse.minter.named("BudgetLine", named.name, named.others)
        if line is None or (told is not None and "。" in scene.text[told.end : spot.at]):
            continue
        yield from _told(scene, line, told, spot, changed)
    if whole is not None:
        scene.discourse.last["BudgetLine"] = Noun(0, 0, "BudgetLine", whole.names[0].text, (whole,))


def _settled(scene: Scene, spot: Spot) -> bool:
    """Whether an amount is what was spent, beside what was budgeted: 予算は…円、決算は…円."""
    low = max([scene.text.rfind("。", 0, spot.at), *(s.at for s in scene.of("MoneyJPY") if s.at < spot.at)])
    clause = scene.text[low + 1 : spot.at]
    return "決算" in clause and "予算" not in clause and "予算" in scene.text


_THAN = re.compile(
    r"、?(?:[\ue000-\uf8ff]|前年度?|昨年度?)(?:度)?(?:の[^。、]{0,6})?(?:比で?|より(?:も)?|に比べて?|と比べて?|に対し|から|を)?、?$"
)


def _line_changed(scene: Scene, spot: Spot) -> _Named | None:
    """The line that a sentence tells nothing of but by how much it changed: 国際交流費は、前年度より210万円多い."""
    if not scene.japanese:
        return None
    low = scene.text.rfind("。", 0, spot.at) + 1
    than = _THAN.search(scene.text, low, spot.at)
    found = word("line_told").search(scene.text[low : than.start() if than else spot.at])
    if found is None:
        return None
    start, end = low + found.start("line"), low + found.end("line")
    name = scene.masked.plain(start, end).strip("「」『』 　・度の")
    plain = word("plain_line").fullmatch(name) or len(name) <= _SHORT_NAME
    return None if plain else _Named(name, start, end)


_SHORT_NAME = 3


def _changed(scene: Scene, spot: Spot) -> re.Match[str] | None:
    """The words that make an amount a change: …円の増, 8 million yen more than, up 5 million yen."""
    if scene.japanese:
        return word("changed_by").match(scene.text, spot.at + 1)
    return word("changed_by_en").match(scene.text, spot.at + 1) or word("changed_before_en").search(
        scene.text[: spot.at]
    )


def _told(
    scene: Scene, line: Entity, told: _Named | None, spot: Spot, changed: re.Match[str] | None
) -> Iterator[Draft]:
    years = _years(scene, spot, told)
    amount = spot.noun.value if isinstance(spot.noun.value, int) else 0
    span = (min(spot.at, told.start if told else spot.at), spot.at + 1)
    if changed is not None:
        more = word("more").search(changed[0])
        compared = _before(years)
        key = (("comparedWith", compared.short),) if compared else ()
        value = Value("MoneyJPY", str(amount if more else -amount))
        yield from _drafted(scene, line, "budgetChange", value, span, years, key)
        return
    yield from _drafted(scene, line, "budgetAmount", Value("MoneyJPY", str(amount)), span, years, ())


def _drafted(  # noqa: PLR0917 -- the parts of a figure
    scene: Scene,
    line: Entity,
    relation: str,
    value: Value,
    span: tuple[int, int],
    year: Interval | None,
    more: tuple[tuple[str, str], ...],
) -> Iterator[Draft]:
    key = (("fiscalYear", year.short),) if year else ()
    yield from scene.draft(line, relation, value, span, "budget-told", since=year, key=(*key, *more))


def _line(scene: Scene, spot: Spot, told: _Named | None) -> _Named | None:  # noqa: PLR0911 -- one return a way
    """What the amount is for: the name before it, a plain 事業費 being that of what stands before it with の."""
    low = scene.text.rfind("。", 0, spot.at) + 1
    earlier = [s.at for s in scene.of("MoneyJPY") if low <= s.at < spot.at and _changed(scene, s) is None]
    ours = _OUR_PART.search(scene.text, low, spot.at) if not earlier else None
    if ours and (speaks := _SPEAKS.match(scene.masked.clean.text)):
        return _Named(speaks["department"], ours.start(), ours.end())
    if told and earlier and word("before_amount").search(scene.text[earlier[-1] : spot.at]):
        return None  # 前年度の…円から: of the line told already
    if part := _part(scene, spot.at) or _whole_of(scene, low, spot.at):
        return part
    clause = scene.text[low : spot.at]
    added = word("added_before").search(clause)  # 前年度比…円増の…円
    clause = clause[: added.start()] if added else clause
    found = word("line_told").search(clause)
    if found is None:  # the name is a noun of its own: アジア若者交流事業に
        alone = word("line_noun").search(clause)
        noun = scene.masked.noun_at(low + alone.start("line")) if alone else None
        if alone is not None and noun is not None and noun.kind == "Generic":
            return _joined(scene, low + alone.start("line"))
        if alone is None or noun is None or noun.kind not in ("Programme", "Project"):
            return None
        return _Named(noun.text.strip("「」『』"), low + alone.start("line"), low + alone.end("line"))
    start, end = low + found.start("line"), low + found.end("line")
    while _is_time(scene, start):  # 国際関係費の令和5年度当初予算
        start += 1
    name = scene.masked.plain(start, end).strip("「」『』 　・度の")
    if scene.text[low:start].endswith("からの"):
        return None  # 市からの補助金: where money comes from
    if word("given_to").fullmatch(name) and (to := word("given_whom").search(scene.text[low:start])):
        whom = scene.masked.plain(low + to.start("whom"), low + to.end("whom")).strip("「」『』 　・")
        return _Named(f"{whom}への{name}", low + to.start("whom"), end, (f"{whom}{name}",))
    if word("plain_line").fullmatch(name):
        return _of_what(scene, name, start, end)
    whose = word("whose_line").search(scene.text[low:start])  # 北京事務所の運営費, but not 国の補助金
    if whose and word("running").search(name):
        start = low + whose.start("whose")
        name = f"{scene.masked.plain(start, low + whose.end('whose'))}の{name}"
    if len(name) <= _SHORT_NAME and (to := _TOWARDS.search(scene.text, low, start)):
        of = scene.masked.plain(to.start(), start)  # カナダへの旅費: of the journey there
        return _Named(f"{of}{name}", to.start(), end)
    return _Named(name, start, end) if len(name) > _SHORT_NAME else None


_OF_ANOTHER_LINE = re.compile(r"[一-鿿](?:費|代|料)(?:として|に|約)?$")
_TOWARDS = re.compile(
    r"(?:[一-鿿々ァ-ヴー・]|[\ue000-\uf8ff]){1,20}への(?:(?:[一-鿿々ァ-ヴー]|[\ue000-\uf8ff]){1,12}の)?$"
)


def _joined(scene: Scene, at: int) -> _Named | None:
    """A common word for a programme with the names right before it: 姉妹都市|交流事業に, 国際交流事業に."""
    start = at
    while (noun := scene.masked.noun_at(start - 1)) is not None and noun.kind in _BEFORE_WORD:
        start -= 1
    name = scene.masked.plain(start, at + 1)
    own = start < at or len(name) >= _OWN_NAME
    return _Named(name, start, at + 1) if own and name.endswith("事業") else None


_OWN_NAME = 6  # characters of a word that tells which programme is meant: 国際交流事業, but not 交流事業
_BEFORE_WORD = frozenset(["Role", "Tie", "City", "Country", "Region", "Generic"])
_YEAR_BEFORE = re.compile(
    r"\W{0,3}(?:なお、)?[\ue000-\uf8ff](?:の(?:当初)?予算(?:額)?)?は、?(?:約)?[\ue000-\uf8ff](?:で|。|$)"
)


def _part(scene: Scene, at: int) -> _Named | None:
    """(うち訪問団派遣分 150万円): a part of what is told, under its own name."""
    part = word("part_told").search(scene.text[:at])
    if part is None or "決算" in scene.text:
        return None
    name = scene.masked.plain(*part.span("part")).strip("「」『』 　・")
    return _Named(f"{name}分", part.start("part"), part.end("part"), (name,)) if len(name) > 2 else None


def _whole_of(scene: Scene, low: int, at: int) -> _Named | None:
    """国際課の課計は…円: all that a division gets."""
    found = word("division_sum").search(scene.text, low, at)
    if found is None:
        return None
    name = scene.masked.plain(*found.span("division"))
    return _Named(name, found.start("division"), found.end("division"), (f"{name}計",))


_OUR_PART = re.compile(
    r"(?:当|本|私どもの?|我々の|うちの)(?:課|部|局|室)(?:の|に係る|所管|が(?:所管|担当)する)?(?:分|所管分)?(?:の|に係る)?"
    r"[^。、]{0,8}?(?:総額|予算|合計|経費|事業費)[^。、]{0,8}$"
)
_SPEAKS = re.compile(
    r"\W{0,3}(?P<department>[一-鿿ァ-ヴー・]{2,14}(?:課|部|局|室))長\W"
)  # (国際課長) 当課分の総額は


def _of_what(scene: Scene, name: str, start: int, end: int) -> _Named | None:
    """姉妹都市交流の今年度の事業費, (高校生派遣事業の) 予算: of what stands before it, or was spoken of."""
    low = scene.text.rfind("。", 0, start) + 1
    whose = word("whose_line").search(scene.text[low:start])
    if whose is not None and _is_time(scene, low + whose.end("whose") - 1):
        behind = low + whose.end("whose") + 1  # 令和5年度の|国際交流推進事業の予算
        whose, low = (
            (told, behind)
            if (told := word("whose_line").search(scene.text[behind:start])) is not None
            else (word("whose_line").search(scene.text[low : behind - 2]), low)
        )
    if whose is not None:
        at = low + whose.start("whose")
        of = scene.masked.plain(at, low + whose.end("whose")).strip("「」『』 　・")
        of = _OF_WHICH.sub("", of)
        own = all(scene.is_own(n) for n in scene.masked.within(at, low + whose.end("whose"))) and len(of) < 5
        if not own and len(of) > 2:
            plain = word("budget_word").fullmatch(name)
            joined = scene.masked.plain(at + len(whose["whose"]), start)
            others = (f"{of}の{name}", of) if joined != "の" and name in ("経費", "費用") else ()
            return _Named(of if plain else f"{of}{joined if others else 'の'}{name}", at, end, others)
        return None
    if word("subjectless").fullmatch(scene.text[low:start]):
        noun = scene.spoken("BudgetLine|Programme|Project") or _quoted(scene)
        if noun is not None:
            return _Named(noun.text.strip("「」『』"), start, end)
    return None


_OF_WHICH = re.compile("^(?:[こそ]の)?うち、?")


def _is_time(scene: Scene, at: int) -> bool:
    noun = scene.masked.noun_at(at)
    return noun is not None and noun.kind in TIMES


def _quoted(scene: Scene) -> Noun | None:
    noun = scene.discourse.last.get("Quoted")
    return noun if noun is not None and re.search("事業|プログラム|派遣|交流|留学", noun.text) else None


def _spoken_of(scene: Scene) -> Entity | None:
    noun = scene.discourse.last.get("BudgetLine")
    return noun.entities[0] if noun is not None and noun.entities else None


def _line_en(scene: Scene, spot: Spot) -> _Named | None:
    """The FY2022 budget of the X came to …; X took …; … was set aside for X."""
    low = max(scene.text.rfind(mark, 0, spot.at) for mark in (". ", "; ")) + 1
    for name in ("line_budget_en", "line_takes_en"):
        if found := word(name).search(scene.text[low : spot.at]):
            start, end = low + found.start("line"), low + found.end("line")
            if _is_time(scene, end - 1):
                return None  # the budget for next fiscal year comes to
            return _Named(re.sub(r"^(?:the|its|our) ", "", scene.masked.plain(start, end), flags=re.I), start, end)
    return None


def _years(scene: Scene, spot: Spot, told: _Named | None) -> Interval | None:
    """The fiscal year of an amount: a date before it in its clause, else the sentence's, else the document's."""
    low = scene.text.rfind("。", 0, spot.at) + 1
    earlier = [s.at for s in scene.of("MoneyJPY") if s.at < spot.at]
    changed = _changed(scene, spot)
    since = low if changed or not earlier else max(low, earlier[-1])
    ahead = [(d, v) for d, v in scene.dates if since <= d < spot.at]
    if changed:
        ahead = [p for p in ahead if not word("compared").match(scene.text, p[0] + 1) and _is_year(p[1])]
        ahead = ahead[:1] if scene.japanese else [p for p in ahead if p[0] < (earlier or [spot.at])[0]] or ahead[:1]
    if not ahead and not changed:  # 令和5年度は前年度比…円増の…円: but for the year that is compared with
        between = [(d, v) for d, v in scene.dates if low <= d < spot.at and _is_year(v)]
        ahead = [p for p in between if not word("compared").match(scene.text, p[0] + 1)][-1:]
    if not ahead and told is not None:
        ahead = [(d, v) for d, v in scene.dates if low <= d < told.end]
    fiscal = _fiscal(ahead[-1][1]) if ahead and _is_year(ahead[-1][1]) else None
    if (
        changed and told is None and earlier and fiscal is None
    ):  # 今年度の…円に対し、…円の増: of the year that follows
        before = _years(scene, next(s for s in scene.of("MoneyJPY") if s.at == earlier[-1]), None)
        return parse(f"FY{before.fiscal_year + 1}") if before and before.fiscal_year else before
    return fiscal or _own_year(scene)


def _own_year(scene: Scene) -> Interval | None:
    """The year of a budget that is not told: the document's, or the coming one where a bill is moved for it."""
    own = scene.discourse.reported or scene.discourse.frame.as_of
    if scene.discourse.reported is None and scene.discourse.frame.budget is not None:
        return scene.discourse.frame.budget
    coming = scene.says("coming_budget") is not None
    return (None if coming else scene.discourse.budgeting) or budget_year(own, coming)


def _is_year(when: Interval) -> bool:
    return when.fiscal_year is not None or when.precision == "year"


def _fiscal(when: Interval) -> Interval | None:
    if when.fiscal_year is not None:
        return parse(f"FY{when.fiscal_year}")
    return when if when.precision == "year" else None


def _before(year: Interval | None) -> Interval | None:
    return parse(f"FY{year.fiscal_year - 1}") if year and year.fiscal_year else None
