"""Beginnings: an organisation founded, a building or an office opened, a series of events begun."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...dates.dating import NEXT_CLAUSE_EN
from ...matching.engine import Draft
from ...text.mask import Noun
from ..events.gatherings import headed_event
from ..scene import Scene, Spot
from ..words import word
from .beginnings import beginnings
from .bodies_meant import as_it_was_called, body_headed, made_by

_THINGS = "Organization|Facility|EventSeries"


def founding(scene: Scene) -> Iterator[Draft]:
    """``establishedOn`` with the date that the clause of founding tells."""
    if not scene.dates:
        return
    begun = dict(beginnings(scene))
    yield from begun.values()
    yield from _noted(scene) if scene.japanese else ()
    things = scene.of(_THINGS if scene.japanese else f"{_THINGS}|Event")
    if scene.japanese and (quoted := scene.of("Quoted")) and scene.says("opened_house"):
        things = sorted([*things, *(_house(s) for s in quoted)])  # 「人道の港 敦賀ムゼウム」は2008年3月に開館し
    for match in scene.each("founded" if scene.japanese else "founded_en"):
        if scene.is_anniversary(match.end()) or match.start() in begun:
            continue  # 開所10周年を迎えました
        if scene.text.startswith(("が決", "を決", "が認め"), match.end()):
            continue  # 設立が決まり: it was founded later
        if scene.japanese and (of := _OF_THE_NEXT.match(scene.text, match.end())):
            behind = scene.masked.noun_at(of.start("of"))
            if behind is not None and scene.is_a(behind, "Organization"):
                continue  # 昭和57年に発足した海外協会を母体に: of what stands behind
        thing, low, high = _theme(scene, things, match)
        if thing is None or (thing.noun.kind == "Event" and match[0] == "opened"):
            continue  # a congress that opened on Monday was not founded then
        if scene.japanese and thing.noun.kind == "Event" and thing.noun not in scene.masked.nouns:
            continue  # what the sentence says began is no gathering told before
        if match[0] == "開かれた" and thing.noun.kind != "Office":
            continue  # what opened then was held then
        dates = [(d, v) for d, v in scene.dates if low <= d < high]
        if not dates:
            continue
        if scene.japanese:  # 昭和63年に…として設立され、平成24年に移行: what stands behind is of something else
            dates = [pair for pair in dates if pair[0] < match.start()] or dates
        at, when = min(dates, key=lambda pair: abs(pair[0] - match.start()))
        span = (min(at, match.start()), match.end())
        yield from scene.founded(scene.entity(thing.noun), when, span, "founding-told")


_OF_THE_NEXT = re.compile("(?:され|し|れ)?た(?:市の|県の)?(?P<of>[\ue000-\uf8ff])を")
_NOTE = re.compile(  # 「友の会」(平成20年、北欧で結成), …が始まりました
    r"」?\((?P<date>[\ue000-\uf8ff])(?:に)?、?[^()。]{0,24}?(?:結成|設立|創設|発足|創立)(?:され)?(?:た)?\)"
)
_FIRST_HELD = re.compile(
    r"(?P<date>[\ue000-\uf8ff])(?:に)?、?[「『]?(?P<event>[\ue000-\uf8ff])[」』]?が(?:始ま[りっ]|スタート|産声)"
)
_FOUNDED_AT = re.compile(  # 友の会が設立総会を開く: it was founded then
    r"(?P<body>[\ue000-\uf8ff])(?:\([^()]*\))?(?:が|の|は、?|、|\s)(?P<meeting>[\ue000-\uf8ff])"
    r"(?!に(?:向|つい)|の(?:準備|案内))"
)
_FOUNDS = re.compile("(?:設立|発足|結成|創立|創設)(?:総会|大会|会議|式|式典|集会)$")
_BEGUN_PROGRAMME = re.compile(
    r"(?P<what>[\ue000-\uf8ff])を(?:始め(?:る|た|ま)|開始(?:する|し|。|$)|立ち上げ|スタートさせ)"
)
_BODY_ENDS = re.compile("(?:会|協会|クラブ|団体|連盟|協議会|ネットワーク)$")


def _noted(scene: Scene) -> Iterator[Draft]:
    """What the bracket behind a name says of its founding, and the year in which an event is said to have begun."""
    told: list[tuple[Noun, int, tuple[int, int]]] = []
    for spot in scene.of(f"{_THINGS}|Quoted"):
        name = spot.noun.text.strip("「」『』")
        note = _NOTE.match(scene.text, spot.at + 1)
        if note is not None and (spot.noun.kind != "Quoted" or _BODY_ENDS.search(name)):
            kind = "Organization" if spot.noun.kind == "Quoted" else spot.noun.kind
            told.append((spot.noun._replace(kind=kind, text=name), note.start("date"), (spot.at, note.end())))
    for first in _FIRST_HELD.finditer(scene.text):
        event = scene.masked.noun_at(first.start("event"))
        if event is not None and scene.is_a(event, "Event|EventSeries"):
            told.append((event, first.start("date"), first.span()))
    for noun, at, span in told:
        when = scene.date_at(at)
        if when is not None and (noun.kind not in ("Event", "EventSeries") or when.precision == "year"):
            yield from scene.founded(scene.entity(noun), when, span, "founding-noted")


def founding_meetings(scene: Scene) -> Iterator[Draft]:
    """What a founding meeting founded, and a programme that was started.

    友の会が設立総会を開く; 水道支援事業を始める.
    """
    told: list[tuple[Noun, tuple[int, int]]] = []
    for first in _FOUNDED_AT.finditer(scene.text):
        body, meeting = (scene.masked.noun_at(first.start(g)) for g in ("body", "meeting"))
        if body and meeting and _FOUNDS.match(meeting.text) and scene.is_a(body, "Organization"):
            told.append((body, first.span()))
    for begun in _BEGUN_PROGRAMME.finditer(scene.text):
        what = scene.masked.noun_at(begun.start("what"))
        if what is not None and what.kind == "Programme":
            told.append((what, begun.span()))
    if len(scene.dates) != 1 or len(told) != 1:
        return
    at, when = scene.dates[0]
    noun, span = told[0]
    if at < span[0]:
        yield from scene.founded(scene.entity(noun), when, span, "founding-meeting")


_IT = re.compile(
    r"(?:It|The (?:organi[sz]ation|network|association|summit|conference|body|festival|fair|event|contest"
    r"|series|museum|cent(?:re|er)|society|committee|club|garden|school|institute)) (?:itself )?"
    r"(?:was|is|has|dates|(?:started|began|opened)(?= (?:in|on|here|its doors)\b))"
)


_WHERE_ANOTHER_IS = re.compile(r"[\ue000-\uf8ffa-z] (?:in|at|on) (?:the )?$")  # a garden in a park, opened in 1985
_RELATIVE = re.compile(r", (?:which|that) ")
_WE_WERE = re.compile(  # of the society whose sentence it is
    r"\W{0,3}(?:When )?(?:We|[Oo]ur [a-z]+|The (?:[A-Z][a-z]+|organi[sz]ation|association|society|[\ue000-\uf8ff])"
    r"|[\ue000-\uf8ff])(?:, [^,.;]{2,40},)? "
    r"(?:was|were|(?:has|have) been|(?:is|are) [^.;\ue000-\uf8ff]{2,50},? )"
)


def _meant(scene: Scene, text: str) -> Noun | None:
    """What It, or The museum, means: the body or the event spoken of last, of the kind that the word says."""
    if text.startswith(("The museum", "The cent", "The garden", "The school", "The institute")):
        return scene.spoken("Facility|EducationalInstitution|Organization")
    if text.startswith(("The festival", "The fair", "The event", "The contest", "The summit", "The conference")):
        return scene.discourse.occasion or scene.spoken("EventSeries|Event")
    if re.match("It (?:started|began)", text):
        return scene.discourse.occasion
    return scene.spoken("CityNetwork|EventSeries|Event|Alliance|Foundation|InternationalOrganization")


_ANOTHER_THING = re.compile(
    r" (?:an? (?=[A-Za-z])|(?:its|their|two|three|another|new) (?=[a-z]))(?!year|month|decade|few|door)"
)  # opened an office in 2021
_WITH_A_DEED = re.compile(r"(?:調印|締結|署名|派遣|訪問|交流|来訪|来日)(?:に|したのが|したことが|がその)$")
_NOTED = re.compile(r"[ァ-ヴー一-鿿]\($")  # 東南アジアビューロー(2016年開設)
_IN_ASIDE = re.compile(r"\((?=[^()。]{0,30}$)")
_WITH_DATE = re.compile(r"[\s:]{0,3}([\ue000-\uf8ff])に?")


def _beside(scene: Scene, things: list[Spot], match: re.Match[str]) -> Spot | None:
    """What a note or a bare date behind it founds: 港湾組合(両県が昭和33年に設立), 協議会 平成22年8月発足."""
    days = {at for at, _ in scene.dates}
    for spot in reversed([s for s in things if s.at < match.start()]):
        between = scene.text[spot.at + 1 : match.start()]
        if _IN_ASIDE.match(between):
            return spot
        if (bare := _WITH_DATE.fullmatch(between)) and spot.at + 1 + bare.start(1) in days:
            return spot
    return None


_ITS_OWN_THING = re.compile(  # 協会の日本語教室は、平成3年に始まり
    r"^(?:\([^()]*\)|[」』])*の(?!(?:設立|発足|創設|結成|創立|開設|設置|誕生|歴史|起源|始まり|沿革|あゆみ|歩み|前身|事務局|本部))"
    r"[^。、はがを]{1,24}(?:は|が|も)"
)
_PUT_UP_ANOTHER = re.compile(
    r"(?:オフィス|事務所|拠点|支部|支局|支社|分室|分校|窓口|教室|講座|学科|学部|コース)を(?:新たに|新しく)?、?$"
)
_OF_ANOTHER = re.compile(  # 大学が…協定を結んだことを機に、交流が始まった: what began is not the university
    r"(?:提携|締結|署名|調印|交わ|結[んび])[^。]{0,12}(?:こと|の)?(?:を|が)?(?:機|契機|きっかけ|縁)"
    r"|^の(?:[^。、はがを]{0,10}(?:長|官|代表|大使|議員|委員)が|[^。、はが]{0,12}(?:提言|提案|呼び?かけ|発案|発議|働きかけ))"
    r"|(?:事務局|本部|窓口|拠点)は|[一-鿿ァ-ヴー](?<!(?<![一-鿿ァ-ヴー\ue000-\uf8ff])[市県国町村])が[^。、がは]{0,8}$|(?:協定|覚書)を(?:締結|結[んび])"
)
_HELD_BY = re.compile(
    r"(?:\([^()]*\)|[」』])*(?:は|が|を|も|の|、|:|[\]】]|$|\s?(?:設立|発足|創設|結成|創立|開設|開館|開所|開業|オープン)(?![をのにへ]))"
)
_PREDECESSOR = re.compile(  # 昭和55年に発足した海外協会を母体に、平成2年に財団法人として設立され
    r"(?:\([^()]*\)|[」』])*を、?(?:母体|前身|母胎|基盤|基礎|基|もと|元|改組|改編|改称|発展|拡充|引き?継|継承|承継|受け継|解散|統合|再編)"
)
_GROWN_OUT_OF = re.compile(r"[\ue000-\uf8ff]を、?(?:母体|前身|母胎|基盤|基|もと|元)(?:に|として)")
_IS_TOPIC = re.compile(r"(?:\([^()]*\)|[」』])*(?:は|が|も)")
_CENTRE = re.compile("(?:センター|プラザ|会館|ラウンジ|交流館|サロン)$")
_TOPIC = re.compile(
    r"^\W{0,3}(?:なお、|また、|市内の|市の)?(?P<name>[\ue000-\uf8ff]|[^。、()はがをに]{3,28})(?:\([^()]*\))?は、?$"
)
_HOUSE = re.compile(r"開館|開園|開所|オープン|開業|供用")
_BEGUN = re.compile(r"始ま|スタート|誕生|生まれ")
_OTHER_TOPIC = re.compile(
    r"(?:^|[、。\s])(?!\W{0,2}(?:この|その|同|当|本|わたし|私))[^\W、]{3,}(?:は|が)、?[^。]*$"
)
_OURS = re.compile(
    r"(?:なお、|また、)?(?:当会|本会|私たちの会|わたしたちの会|当協会|本協会|当団体|当財団|協会|財団)(?:は|が|も|の(?=発足|設立|創立|結成|誕生))"
    r"|\W{0,2}(?:当|本)?(?:会|協会|団体|財団|法人)の(?:あゆみ|歩み|沿革|歴史|生い立ち)\W"
)


def _house(spot: Spot) -> Spot:
    return Spot(spot.at, spot.noun._replace(kind="Facility", text=spot.noun.text.strip("「」『』")))


def _named_topic(scene: Scene, low: int, match: re.Match[str]) -> Spot | None:
    """人道の港ムゼウムは、平成20年3月に開館し: a house that its は tells; a plan in quotation marks."""
    ahead = [d for d, _ in scene.dates if low <= d < match.start()]
    told = _TOPIC.match(scene.text, low, ahead[0]) if ahead else None
    if told is None or word("founded").search(scene.text, ahead[0], match.start()):
        return None
    nouns = scene.masked.within(*told.span("name"))
    name = scene.masked.plain(*told.span("name")).strip("「」『』")
    quoted = len(nouns) == 1 and nouns[0].kind == "Quoted" and told.end("name") - told.start("name") == 1
    common = len(nouns) == 1 and nouns[0].kind == "Generic" and nouns[0].text == name and _CENTRE.search(name)
    if common and (_HOUSE.match(match[0]) or match[0].startswith(("開設", "設置"))):
        return Spot(told.start("name"), Noun(0, 0, "Facility", name))  # the city's own, in its own document
    if _HOUSE.match(match[0]) and (quoted or all(n.kind in ("City", "Port") and n.text != name for n in nouns)):
        return Spot(told.start("name"), Noun(0, 0, "Facility", name))
    return Spot(told.start("name"), Noun(0, 0, "Programme", name)) if quoted and _BEGUN.match(match[0]) else None


def _named_house(scene: Scene, low: int, match: re.Match[str]) -> Spot | None:
    """平成8年8月 出島交流ミュージアム開館: a house by the form of what stands right before its opening."""
    ahead = [d + 1 for d, _ in scene.dates if low <= d < match.start()]
    opens = _HOUSE.match(match[0]) or match[0].startswith("開設")
    told = _NAMED_HOUSE.search(scene.text, max([low, *ahead]), match.start()) if opens else None
    name = scene.masked.plain(*told.span()) if told else ""
    return Spot(told.start(), Noun(0, 0, "Facility", name)) if told and word("hall_ends").search(name) else None


_CEREMONY = re.compile("(?:の)?(?:記念)?(?:式|セレモニー|祝賀|レセプション)")
_RUN = re.compile(  # a name right before the verb, of whatever it is
    r"(?!正式|任意団体|新た|再)[一-鿿々ァ-ヴー\ue000-\uf8ff][^\s、。()はにでとて]{2,}[一-鿿ァ-ヴー\ue000-\uf8ff]$"
)
_NAMED_HOUSE = re.compile(
    r"[一-鿿々ァ-ヴー・A-Za-z\ue000-\uf8ff](?:[ぁ-んー]{2,8}|[一-鿿々ァ-ヴー・A-Za-z\ue000-\uf8ff]){2,30}$"
)


def _theme(scene: Scene, things: list[Spot], match: re.Match[str]) -> tuple[Spot | None, int, int]:  # noqa: PLR0911, PLR0912, PLR0915
    """What was founded, and the range in which its date may stand."""
    text = scene.text
    if not scene.japanese:
        owner = scene.discourse.frame.owner
        if owner is not None and owner.kind == "Organization" and _WE_WERE.match(text, 0, match.start()):
            return Spot(match.start(), scene.as_noun(owner)), 0, match.end() + 40
        if _IT.match(text) and not [s for s in things if s.at < match.start()]:
            noun = _meant(scene, text)
            return (Spot(match.start(), noun) if noun else None), 0, match.end() + 30
        ahead = [
            s
            for s in things
            if s.at < match.start()
            and word("leads_founded_en").fullmatch(text[s.at + 1 : match.start()])
            and not (
                s.noun.kind == "Facility"
                and _WHERE_ANOTHER_IS.search(text, 0, s.at)
                and not _RELATIVE.search(text, s.at, match.start())
            )
        ]
        behind = [s for s in things if match.end() <= s.at < match.end() + 30]
        behind = [
            s
            for s in behind
            if not re.search(r"\b(?:at|in|with|by|from|for|under|of|to) (?:the )?$", scene.before(s.at, 10))
            and " by " not in text[match.end() : s.at]  # set up by one university and another
            and not NEXT_CLAUSE_EN.search(text, match.end(), s.at + 1)
        ]
        passive = re.search(
            r"(?:was|were|been|,|which|is|that|who) ?$|,? $", text[max(0, match.start() - 6) : match.start()]
        )
        active = not re.search(r"\b(?:was|were|been|being|is|are)(?: \w+)? $|[,(] ?$", text[: match.start()])
        if active and _ANOTHER_THING.match(text, match.end()):
            ahead = []  # the university opened a campus in Kigali in 2021: the campus was founded then
        end = match.end() + 60
        if match.start() < 3 and match[0][0].isupper():
            after = [s for s in things if s.at > match.end()]
            return (after[0] if after else None), 0, after[0].at if after else end
        if (
            match.group().startswith(
                ("set up", "founded", "opened", "established", "created", "launched", "formed", "began")
            )
            and behind
            and not (
                passive
                and ahead
                and re.search(
                    r"\b(?:was|were|been)\b", match.group(0) + text[max(0, match.start() - 6) : match.start()]
                )
            )
        ):
            return behind[0], max(0, match.start() - 60), end
        itself = ahead and not _ANOTHER_THING.match(text, match.end())
        return (ahead[-1] if itself else None), max(0, match.start() - 40), end
    low = max(text.rfind("。", 0, match.start()), -1) + 1
    if re.match(
        r"(?:さ|し|され|し)?(?:れ)?た(?:ばかりの|のが|、)?(?=.{0,2}[\ue000-\uf8ff「])|(?:の|た)(?=[\ue000-\uf8ff])",
        text[match.end() :],
    ) or re.match(r"(?:(?:され|し|れ)?(?:た|ました)|である|となる)(?=[\ue000-\uf8ff])", text[match.end() :]):
        behind = [s for s in (*things, *scene.of("Event")) if match.end() <= s.at < match.end() + 6]
        if behind:
            return behind[0], max(low, match.start() - 40), match.start()
        things = [
            s for s in things if _IS_TOPIC.match(text, s.at + 1)
        ]  # 1998年に置かれた機構: what A, before it, is not
    if beside := _beside(scene, things, match):
        return beside, beside.at, match.start()
    if made := made_by(scene, low, match):
        return made.what, made.at, match.start()
    ahead = [
        s
        for s in things
        if low <= s.at < match.start()
        and not _PREDECESSOR.match(text, s.at + 1)
        and _HELD_BY.match(scene.after(s.at, 30))
        and not word("place_for").match(text, s.at + 1)
    ]
    direct = [s for s in ahead if re.match(r"(?:\([^()]*\)|[」』])*(?:を|が)", scene.after(s.at, 30))]
    chosen = (direct or ahead)[-1:]
    between = text[chosen[0].at : match.start()] if chosen else ""
    if grown := _GROWN_OUT_OF.search(between):
        between = between[grown.end() :]  # what is told of its predecessor
    deed = match[0].startswith("始ま") and _WITH_A_DEED.search(text, low, match.start())
    another = _ITS_OWN_THING.search(between[1:]) or _PUT_UP_ANOTHER.search(between)
    if deed or (chosen and (word("founded").search(between) or _OF_ANOTHER.search(between[1:]) or another)):
        return None, 0, 0
    voice = scene.discourse.frame.voice
    if not chosen and (former := as_it_was_called(scene, low, match)):
        return former, low, match.start()
    if not chosen and voice is not None and (ours := _OURS.match(text)):
        return (Spot(ours.start(), scene.as_noun(voice)) if ours.end() <= match.start() else None), low, len(text)
    if not chosen and (named := _named_topic(scene, low, match) or _named_house(scene, low, match)):
        return named, low, match.start()
    if not chosen:
        kinds = "Office|Facility" if word("opened").match(match[0]) else "CityNetwork|Alliance|Foundation"
        took_up = re.search("この|同[一-鿿\ue000-\uf8ff]", text[low : match.end() + 8])  # 始まったこの会議
        if body := body_headed(scene, low, match):
            return Spot(match.start(), body), low, match.start()
        went_on = match[0].startswith(("始ま", "スタート")) and not took_up  # a body is founded
        ceremony = _CEREMONY.match(text, match.end())  # 7日の開所式: of what opened before
        noun = None if scene.discourse.kind == "heading" or went_on or ceremony else scene.spoken(kinds)
        before = scene.discourse.before
        if noun and "として" in text[low : match.start()] and before and noun not in before.nouns:
            noun = None  # 平成2年に…会として発足し, of a body that the sentence before named by no known form
        if noun is None and match[0].startswith(("始ま", "スタート")) and scene.discourse.kind != "heading":
            noun = scene.discourse.occasion or headed_event(scene)  # リトル釜山フェスタとは。平成13年に始まりました
        ahead_dates = [d for d, _ in scene.dates if low <= d < match.start()]
        said = text[ahead_dates[-1] + 1 : match.start()] if ahead_dates else "を"
        unknown = re.match(r"(?:され|し|れ)?た(?=[ァ-ヴ一-鿿A-Za-z「\ue000-\uf8ff])", text[match.end() :])
        topic = ahead_dates and _OTHER_TOPIC.search(text, low, ahead_dates[0])
        noted = ahead_dates and _NOTED.search(text, low, ahead_dates[0])
        quoted_here = [s for s in scene.of("Quoted") if low <= s.at < match.end() + 6]
        subjectless = (
            not (unknown or noted or quoted_here)
            and not topic
            and not [s for s in things if s.at < match.start()]
            and not re.search("[がを]", said)
            and not _RUN.search(said.rstrip("、"))
        )
        return (Spot(match.start(), noun) if noun and subjectless else None), low, match.start()
    return (
        chosen[0],
        low,
        match.start() if any(low <= d < match.start() for d, _ in scene.dates) else match.end() + 10,
    )
