"""Records of labelled lines by their form: known keys, several of them in one line, or values in one column.

期日:1月25日/場所:商工会館 is two labelled parts of one line; where the values of several lines begin in one
column and two of their keys are known, all are keys.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from unicodedata import east_asian_width

from ..data import table

Pair = tuple[tuple[int, int], tuple[int, int]]
"""The spans of a key and of its value in a line."""


@cache
def keys() -> str:
    """What the key of a record may be, as a regular expression."""
    words = table("words/keys.toml")
    return f"(?:{'|'.join(words['ja'])}|(?:{'|'.join(words['en'])})(?=\\s?[:：]))"


@cache
def numbered_key() -> re.Pattern[str]:
    """A line that begins with a key, behind a number or a mark, and has its value behind it."""
    mark = r"(?:\d{1,2}[.．\s　]+|[(（]\d{1,2}[)）]\s*|[・○●◯■◆]\s*|[①-⑳]\s*)"
    return re.compile(rf"[\s　]*{mark}?({keys()})[\s　]*(?:[:：]|[\s　]{{1,}})\s*(\S.{{0,90}})$")


@cache
def whole_key() -> re.Pattern[str]:
    """A key that nothing follows."""
    return re.compile(f"{keys()}$")


@cache
def _known() -> re.Pattern[str]:
    words = table("words/keys.toml")
    return re.compile("|".join((*words["ja"], *words["en"])))


@cache
def _part() -> re.Pattern[str]:
    return re.compile(rf"\s*[・○●◯■◆※]?\s*({keys()})[\s　]*(?:[:：]|[\s　])\s*(\S.*?)\s*$")


_CUT = re.compile(r"[ ]{2,}|　+|\s?[/／](?!\d)\s?|;\s")


def labelled_parts(raw: str) -> list[Pair]:
    """The keys and values of a line of two labelled parts or more; what has no key goes on with the part before.

    >>> from enishi.ingest.text.keys import labelled_parts
    >>> line = "日時 2月9日(日)  会場 公民館  来場者 140名"
    >>> [(line[slice(*k)], line[slice(*v)]) for k, v in labelled_parts(line)]
    [('日時', '2月9日(日)'), ('会場', '公民館'), ('来場者', '140名')]
    """
    found: list[Pair] = []
    at = len(raw) - len(raw.lstrip(" 　"))
    cuts = list(_CUT.finditer(raw, at))
    for cut in (*cuts, None) if cuts else ():
        stop = cut.start() if cut else len(raw)
        if told := _part().match(raw[at:stop]):
            found.append(((at + told.start(1), at + told.end(1)), (at + told.start(2), at + told.end(2))))
        elif raw[at:stop].strip():
            if not found:
                return []
            found[-1] = (found[-1][0], (found[-1][1][0], at + len(raw[at:stop].rstrip())))
        at = cut.end() if cut else stop
    return found if len(found) > 1 else []


_GAP = re.compile(r"[ 　]{2,}|　")
_KEY = re.compile(r"[^\W\d][^\d:：。、|]{0,24}?[:：]?")
_LEAST = 3  # lines of a record in columns


def aligned(raws: Sequence[str]) -> dict[int, Pair]:
    """By the number of its line, the key and the value of each line of a record whose values stand in one column.

    >>> from enishi.ingest.text.keys import aligned
    >>> lines = ["Title         Clean Lakes", "Lead partner  City of Lahti", "Budget        EUR 95,000"]
    >>> [lines[number][slice(*key)] for number, (key, _) in aligned(lines).items()]
    ['Title', 'Lead partner', 'Budget']
    """
    found: dict[int, Pair] = {}
    at = 0
    while at <= len(raws) - _LEAST:
        gap = _gap(raws[at])
        run = max((_run(raws, at, gap, wide=wide) for wide in (False, True)), key=len) if gap else {}
        found.update(run)
        at += max(len(run), 1)
    return found


_BRACKETS = re.compile(
    r"(?P<mark>[ 　]*(?:[・●○◆■*–-][ 　]*)?)"
    r"(?:[【\[［〔](?P<key>[^】\]］〕:：]{1,14})[】\]］〕]|[(（](?P<round>[^()（）\d:：]{2,14})[)）])"
    r"(?=[ 　]*[^\s:：])"
)


def unbracketed(raws: Sequence[str]) -> list[str]:
    """Lines whose labels stand in brackets as they are where a colon is behind them, each as long as it was.

    >>> from enishi.ingest.text.keys import unbracketed
    >>> unbracketed(["【期日】5月9日", "【会場】市民館", "【お知らせ】"])
    [' 期日:5月9日', ' 会場:市民館', '【お知らせ】']
    """
    labelled = [_BRACKETS.match(raw) for raw in raws]
    return [
        f"{told['mark']} {told['key'] or told['round']}:{raw[told.end() :]}"
        if told and any(beside and beside["mark"] == told["mark"] for beside in labelled[max(n - 1, 0) : n + 2 : 2])
        else raw
        for n, (raw, told) in enumerate(zip(raws, labelled, strict=True))
    ]


_LABEL = re.compile(
    r"(?P<mark>[ 　]*(?:[-*+•・–○●◯]\s*|[(（]?\d{1,2}[)）.．][ 　]*|[①-⑳][ 　]*)?)(?:\*\*)?"
    r"(?:(?P<key>[A-Z][\w’'/&-]*(?: [\w’'/&-]+){0,3}|[ぁ-んァ-ヶー・一-鿿]{2,14}|[一-鿿](?:[ 　]{1,3}[一-鿿]){1,3})"
    r"\s{0,2}(?:\*\*\s?[:：]|[:：](?:\*\*)?)(?!//)\s*"
    r"|(?P<apart>[一-鿿](?:[ 　]{1,3}[一-鿿]){1,3}|[ぁ-んァ-ヶ一-鿿]{2,8})[ 　]+)"
    r"(?P<value>[^\s:：*][^。]{0,110}?)\s*$"
)
_NUMBER = re.compile(r"\d{1,2}|[①-⑳]")


def labelled_runs(raws: Sequence[str]) -> dict[int, Pair]:
    """By the number of its line, the key and the value of each line of a record whose lines open alike.

    They stand behind the same mark or are numbered. Half of the keys are known ones, and two at least: then the
    others are keys as well.

    >>> from enishi.ingest.text.keys import labelled_runs
    >>> lines = ["- Date: 9 May 2024", "- **Venue:** Town Hall", "- Mood: merry", "Rain: none"]
    >>> [lines[number][slice(*key)] for number, (key, _) in labelled_runs(lines).items()]
    ['Date', 'Venue', 'Mood']
    >>> lines = ["(1) 名　称 桜の集い", "(2) 期　日 4月6日", "(3) 天気 晴れ"]
    >>> [lines[number][slice(*value)] for number, (_, value) in labelled_runs(lines).items()]
    ['桜の集い', '4月6日', '晴れ']
    """
    found: dict[int, Pair] = {}
    at = 0
    while at < len(raws):
        run: list[re.Match[str]] = []
        while at + len(run) < len(raws) and (told := _LABEL.match(raws[at + len(run)])):
            if run and _mark(told) != _mark(run[0]):
                break
            run.append(told)
        known = sum(bool(_known().fullmatch(told["key"] or told["apart"])) for told in run)
        if known > 1 and known * 2 >= len(run):
            for number, told in enumerate(run, at):
                found[number] = (told.span("key" if told["key"] else "apart"), told.span("value"))
        at += max(len(run), 1)
    return found


@cache
def _of_ties() -> tuple[tuple[str, re.Pattern[str]], ...]:
    keys = table("words/tie_records.toml")["keys"]
    return tuple((role, re.compile(words)) for role, words in keys.items())


@lru_cache(1 << 12)
def role_of_tie(key: str) -> str | None:
    """What the value of a key is in the record of a tie.

    >>> from enishi.ingest.text.keys import role_of_tie
    >>> [role_of_tie(key) for key in ("自治体名", "相手先", "Date of affiliation", "人口")]
    ['ours', 'partner', 'tied', None]
    """
    key = _BESIDE_KEY.sub("", key)
    key = key if key.isascii() else re.sub(r"[\s　]", "", key)
    return next((role for role, words in _of_ties() if words.fullmatch(key)), None)


_BESIDE_KEY = re.compile(r"^[\W_]+|\([^()]*\)|（[^（）]*）|[\s　:：*]+$")
_RULES = "|｜│┃║"
_FIELD = re.compile(
    rf"[\s　]*(?:[-*+•・●○◆■]\s*|[(（]?\d{{1,2}}[)）.．]\s*|[①-⑳]\s*|[{_RULES}]\s*|(?P<opens>[\[［【〔〈]))?"
    r"(?:\*\*)?"
    rf"(?P<key>[^\s:：。{_RULES}*\[\]［］【】=＝][^:：。{_RULES}\t*\]］】〕〉=＝]{{0,32}}?)(?:\*\*)?"
    r"(?P<gap>(?(opens)[\]］】〕〉][\s　]*[:：]?[\s　]*"
    rf"|(?:\s{{0,8}}[:：=＝](?:\*\*)?[\s　]*|[ 　]*\t\s*|[ 　]*[{_RULES}]\s*|[ ]{{2,}}|　+|(?<=[一-鿿ぁ-ん]) )))"
    rf"(?P<value>(?!//)[^\s{_RULES}][^\t{_RULES}]*?)\s*(?:[{_RULES}]\s*)?$"
)
_BARE = 3  # characters of a key that is a word as well
_LEAST_OF_TIE = 3  # known keys of a record


def tie_records(raws: Sequence[str]) -> dict[int, Pair]:
    """By the number of its line, the key and the value of each line of a record of a tie.

    Its keys are parted from their values by blanks, a tab, a colon or a rule; a key that is not known is one if the
    lines around it are a record's and it is as short. The next record begins where the first key comes again.

    >>> from enishi.ingest.text.keys import tie_records
    >>> lines = ["自治体名 米子市", "相手先 束草市", "人口：8万人", "提携日 1995/10/25", "なお、毎年行き来がある。"]
    >>> [lines[number][slice(*value)] for number, (_, value) in tie_records(lines).items()]
    ['米子市', '束草市', '8万人', '1995/10/25']
    """
    found: dict[int, Pair] = {}
    at = 0
    while at < len(raws):
        run: list[tuple[str | None, re.Match[str]]] = []
        while at + len(run) < len(raws) and (told := _field(raws[at + len(run)])):
            if run and told[1]["key"] == run[0][1]["key"]:
                break
            run.append(told)
        while run and run[-1][0] is None:
            run.pop()
        if run and _is_of_tie([role for role, _ in run]):
            found |= {number: (told.span("key"), told.span("value")) for number, (_, told) in enumerate(run, at)}
        at += max(len(run), 1)
    return found


def _field(raw: str) -> tuple[str | None, re.Match[str]] | None:
    """A line's key and value, with what the key means in the record of a tie."""
    told = _FIELD.match(raw)
    if told is None:
        return None
    role = role_of_tie(told["key"])
    if role is None and (told["gap"] == " " or "。" in told["value"] or _GAP.search(told["value"])):
        return None
    if role == "tied" and len(told["key"]) <= _BARE and not re.search(r"\d", told["value"]):
        return None  # 提携  …: a word that opens a line
    title = role_of_tie(told["value"].split()[0]) if role and not re.search("[:：=＝]", told["gap"]) else None
    if title is not None and not (role == "kind" and title == "partner"):
        return None  # 自治体名  相手先  提携日: the titles of columns; but 種別  友好都市
    return role, told


def _is_of_tie(roles: Sequence[str | None]) -> bool:
    """Whether keys are those of a tie's record: since when it is and with whom, or whose it is and with whom."""
    known = [role for role in roles if role]
    told = set(known)
    if len(known) * 2 < len(roles):
        return False
    whose = told & {"partner", "ours", "country", "parties"}
    dated = whose and "tied" in told and ("partner" in told or len(known) >= _LEAST_OF_TIE)
    return bool(dated or told >= {"ours", "partner"})


def _mark(told: re.Match[str]) -> str:
    """What a line opens with, whatever its number."""
    return _NUMBER.sub("1", told["mark"]).rstrip()


def _run(raws: Sequence[str], first: int, gap: re.Match[str], *, wide: bool) -> dict[int, Pair]:
    """The lines from the first on whose values begin where its own does, behind its gap, if they are a record."""
    column = _width(raws[first][: gap.end()]) if wide else gap.end()
    run: dict[int, Pair] = {}
    opens = ""
    for number in range(first, len(raws)):
        pair = _cut(raws[number], column, wide=wide)
        key = raws[number][slice(*pair[0])] if pair else ""
        if pair is None or (opens and key == opens):  # the next record
            break
        opens = opens or key
        run[number] = pair
    known = sum(bool(_known().fullmatch(raws[n][slice(*key)])) for n, (key, _) in run.items())
    return run if len(run) >= _LEAST and known > 1 else {}


def _gap(raw: str) -> re.Match[str] | None:
    """The one gap that parts a line in two."""
    low = len(raw) - len(raw.lstrip(" 　"))
    found = list(_GAP.finditer(raw.rstrip(), low))
    return found[0] if len(found) == 1 else None


def _cut(raw: str, column: int, *, wide: bool) -> Pair | None:
    """A line cut where a column begins, if a key stands before it and a value there."""
    low = len(raw) - len(raw.lstrip(" 　"))
    at = _at_width(raw, column) if wide else column
    if not low < at < len(raw) or raw[at - 1] not in " 　" or raw[at] in " 　" or _GAP.search(raw.rstrip(), at):
        return None
    key = raw[low:at].rstrip(" 　")
    if not _KEY.fullmatch(key) or _GAP.search(key):
        return None
    return (low, low + len(key.rstrip(":："))), (at, len(raw.rstrip()))


def _at_width(raw: str, column: int) -> int:
    """Where in a line a column begins; behind it where none does."""
    width = 0
    for at, char in enumerate(raw):
        if width >= column:
            return at if width == column else len(raw)
        width += _columns(char)
    return len(raw)


def _width(text: str) -> int:
    """How many columns a text takes."""
    return sum(map(_columns, text))


@lru_cache(1 << 12)
def _columns(char: str) -> int:
    """How many columns a character takes: a full one two."""
    return 2 if east_asian_width(char) in "WFA" else 1


_OPENED = re.compile(  # 四万十市 X市(カナダ) 1983年 姉妹都市: as long a name leaves one blank of its column's two
    r"(?P<town>[^\s。、:：()（）]{1,8}[市町村区都道府県])[ 　](?P<entry>[^\s。、()（）]{2,24}[(（])"
)
_OPENED_BESIDE = re.compile(
    r"(?:[^\s。、:：()（）]{1,8}[市町村区都道府県])?(?:[ ]{2,}|　+)[^\s。、()（）]{2,24}[(（]"
)


def opened(raw: str, start: int) -> list[tuple[int, int]]:
    """The town that a line opens with, and the entry behind it."""
    told = _OPENED.match(raw)
    return [(start, start + told.end("town")), (start + told.start("entry"), start + len(raw))] if told else []


def opened_beside(raw: str) -> bool:
    """Whether a line is such an entry with its columns apart, of the same town or of another."""
    return bool(_OPENED_BESIDE.match(raw))


_TIE_KEYS = (  # of a record of a tie, in a ruled table alone: elsewhere such words open sentences too
    r"(?:(?:相手)?都市名?|国名?(?:\s?[・/／(（].{1,6})?|所在(?:国|地)|(?:姉妹|友好)?都市?(?:提携|締結|調印)(?:年月)?[日年]"
    r"|提携(?:年月日|日|年|先)|区\s?分|種\s?別|人\s?口|面\s?積|位\s?置|気\s?候|特\s?[色徴産]|(?:主な)?産\s?業)"
)
_TIE_KEY = re.compile(rf"{_TIE_KEYS}$")


def is_key(shown: str) -> bool:
    """Whether words are the key of a record, or that of a record of a tie."""
    return bool(whole_key().match(shown) or _TIE_KEY.match(shown))


def is_known(shown: str) -> bool:
    """Whether words are a key that most records share, whatever parts it from its value."""
    return _known().fullmatch(shown) is not None
