"""Whether a sentence itself bears out what was read in it; drafts that it does not are given up.

Each condition is of a kind of evidence whose facts were more often wrong than right when documents were read for
the first time: a tie that only a heading tells, of a city of which the sentence says something else; an office of
which no word says that it is kept; an event dated by a year that stands for something else; a name cut out of a
line with its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ...ontology.model import Entity
from ..data import table
from ..matching.discourse import Discourse
from ..matching.engine import TIES, Draft
from ..nouns.well_formed import is_named
from ..text.called import places
from ..text.mask import TIMES, Masked, Noun

_TIE_WORD = re.compile(
    r"\b[Ss]ister|\b[Tt]win|[Ff]riendship|姉妹|友好(?!(?:交流|協力|親善|関係)?[^、。]{0,8}(?:覚書|備忘録))|パートナー|\b[Pp]artners?\b"
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_WHOLE = re.compile(r"[.。!！;][\"'”’」)]*$")
_BY_PASSAGE = frozenset(["tie-told", "tie-of-city-before", "tie-dated-en", "tie-listed"])
"""Rules that may read a tie by what the passage is about; the others need a word for it or an enumeration."""
_LOOSE = frozenset(["held-here", "event-told", "events-dated", "chronicled"])
"""Rules that find an event's date anywhere near it."""
_OFFICE = frozenset(["operatesOfficeIn", "hasOverseasOffice"])
_NUMBERED = re.compile(r"第\d+回|\b\d+(?:st|nd|rd|th)\b|\b(?:[Ff]irst|[Ss]econd|[Tt]hird)\b|(?:19|20)\d\d")
_LEADS = re.compile(r"市?(?:さん)?(?:が|は|も)、?")
_NO_PARTY = re.compile(r"市?との|の|における|\)")


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(table("words/borne_out.toml")[name], re.VERBOSE)


@cache
def _list(name: str) -> frozenset[str]:
    """The words by which English lists of ties go on, or (``bonds``) nouns for a tie."""
    told = table("words/borne_out.toml")[name] if name == "bonds" else table("words/frames.toml")["roll"][name]
    return frozenset(told.split())


def borne_out(drafts: Iterable[Draft], sentence: Masked, discourse: Discourse) -> list[Draft]:
    """The drafts of a sentence but those that it does not bear out itself."""
    return [
        draft
        for draft in drafts
        if not (
            _untied(draft, sentence, discourse)
            or _unkept(draft, sentence, discourse)
            or _of_a_year(draft, sentence, discourse)
            or _at_any(draft, sentence)
            or _with_a_land(draft, sentence)
            or _not_so(draft, sentence)
            or _of_a_neighbour(draft, sentence, discourse)
            or _counted_elsewhere(draft, sentence)
            or _called_the_same(draft)
            or _only_announced(draft, sentence)
            or _of_anothers_tie(draft, sentence, discourse)
            or _merged(draft, sentence)
            or _at_home(draft, sentence, discourse)
            or _of_no_members(draft)
            or _land_of_the_host(draft, sentence)
            or _only_with(draft, sentence)
            or _hosted_by_others(draft, sentence, discourse)
            or _opened_there(draft, sentence)
            or _cut(draft, sentence)
        )
    ]


def _only_announced(draft: Draft, sentence: Masked) -> bool:
    """Who organises an event, read from no whole sentence: a title or a line only says that there was one."""
    return draft.rule == "held" and not _WHOLE.search(sentence.clean.text)


def _untied(draft: Draft, sentence: Masked, discourse: Discourse) -> bool:
    """A tie that a heading or the passage tells, where the sentence says something else or only lists a pact."""
    if draft.relation not in TIES or draft.rule not in _BY_PASSAGE:
        return False
    text = sentence.clean.text
    if any(n.kind in ("Tie", "Anniversary") for n in sentence.nouns) or _TIE_WORD.search(text):
        return False
    if discourse.frame.lang == "ja" and _happens(sentence):
        return not _words("tied").search(text)
    if not _WHOLE.search(text) or discourse.kind == "row":
        return _words("of_something_else").search(text.partition("※")[0]) is not None
    if discourse.frame.lang != "ja":
        return not _goes_on(text)
    return not _words("bound").search(sentence.text)


_HAPPENS = re.compile(r"[^\w\ue000-\uf8ff]{0,3}(?P<when>[\ue000-\uf8ff])[\s　:：|、]+[^|]*?(?:を|から|へ|で)[^|]*")


def _happens(sentence: Masked) -> bool:
    """Whether a chronology's line tells what happened, and is no entry of a list: 2015年10月 A市で行事を開く."""
    line = _HAPPENS.fullmatch(sentence.text)
    when = sentence.noun_at(line.start("when")) if line else None
    return when is not None and when.kind in TIMES


def _goes_on(text: str) -> bool:
    """Whether an English sentence goes on with a list of ties: Kampala was next. Dili, in 2001.."""
    said = {word for word in _WORD.findall(text) if word[0].islower()}
    if _words("otherwise").search(text):
        return False
    if _words("some_of").search(text):
        return True  # Graz now has nine, among them Pula in Croatia, since 1972
    return not said.isdisjoint(_list("verbs") | _list("bonds")) or said <= _list("links")


def _unkept(draft: Draft, sentence: Masked, discourse: Discourse) -> bool:
    """An office abroad of which a whole sentence says something else than that it is kept."""
    if draft.relation not in _OFFICE or discourse.kind == "row":
        return False
    text = sentence.clean.text
    return _WHOLE.search(text) is not None and not _words("office_kept").search(text)


def _of_a_year(draft: Draft, sentence: Masked, discourse: Discourse) -> bool:
    """A year that a loose wording gives to an event which is not one of a numbered series.

    A chronology's line that tells an event by its name and nothing else dates it: 1982年 リガで「写真展」を開く.
    """
    if draft.relation != "heldOn" or draft.rule not in _LOOSE or draft.since is None:
        return False
    if _chronicled(draft.subject, sentence, discourse):
        return False
    numbered = any(_NUMBERED.search(name.text) for name in draft.subject.names)
    return draft.since.precision not in ("month", "day") and not numbered and draft.subject.kind != "EventSeries"


_CHRONICLED = re.compile(
    r"[^\w\ue000-\uf8ff]{0,3}[\ue000-\uf8ff][\s、:：]+(?:(?P<of>[\ue000-\uf8ff])を記念して、?)?(?:[^\s、。「」はがを]{1,16}で、?)?"
    r"[「『]?(?P<event>[\ue000-\uf8ff])[」』]?(?:を(?:[\ue000-\uf8ff]市?(?:内)?で)?(?:開催|開[くき]|催|ひら)[^。、]{0,5})?。?"
)


def _chronicled(event: Entity, sentence: Masked, discourse: Discourse) -> bool:
    """Whether a line is a date and an event by a name of its own, in quotes or with a place in it."""
    line = _CHRONICLED.fullmatch(sentence.text)
    noun = sentence.noun_at(line.start("event")) if line else None
    if noun is None or noun.text not in [name.text for name in event.names]:
        return False
    text = sentence.clean.text
    quoted = text[max(0, noun.start - 1) : noun.start + 1].strip()[:1] in "「『"
    owner = discourse.frame.owner
    cities = [name.text for name in owner.names] if owner is not None else []
    cities += [city.text for city in discourse.away.values()]
    return quoted or any(len(bare := city.removesuffix("市")) > 1 and bare in noun.text for city in cities)


def _at_any(draft: Draft, sentence: Masked) -> bool:
    """What is told of some event or other that has no name but what it was.

    Part that was taken in it, or where it was, without a date; who ran it, where no word says that somebody did.
    """
    if draft.relation == "participatedIn" and draft.since is None and isinstance(draft.object, Entity):
        return all(_words("common_event").fullmatch(n.text) for n in draft.object.names)
    if draft.relation == "heldIn" and not any(noun.kind in TIMES for noun in sentence.nouns):
        return all(_words("common_event").fullmatch(n.text) for n in draft.subject.names)
    by_whom = draft.relation == "organizedBy" and draft.rule == "held"
    return by_whom and all(_words("unnamed_event").fullmatch(n.text) for n in draft.subject.names)


def _with_a_land(draft: Draft, sentence: Masked) -> bool:
    """An agreement with a country that only says where another party is: Christchurch (New Zealand)."""
    if draft.relation != "agreementWith":
        return False
    for end in (draft.subject, draft.object):
        if isinstance(end, Entity) and end.kind == "Country":
            places = [
                at
                for at, number in sentence.index.items()
                if (noun := sentence.nouns[number]).entities and noun.entities[0].iri == end.iri
            ]
            return bool(places) and all(_NO_PARTY.match(sentence.text, at + 1) for at in places)
    return False


def _not_so(draft: Draft, sentence: Masked) -> bool:
    """A tie that was only asked for, lapsed or is said to be none; nothing in the sentence says it came about."""
    text = sentence.clean.text
    if draft.relation not in TIES or not _words("not_so").search(text):
        return False
    return not _words("came_about").search(text)


def _of_a_neighbour(draft: Draft, sentence: Masked, discourse: Discourse) -> bool:
    """The own city's tie, read where another city of its country is said to have it: 隣の高松市はトゥール市と."""
    owner = discourse.frame.owner
    if draft.relation not in TIES or owner is None or owner not in (draft.subject, draft.object):
        return False
    partner = draft.object if owner == draft.subject else draft.subject
    if not isinstance(partner, Entity) or partner.country == owner.country:
        return False
    if _words("taken_over").search(sentence.clean.text):
        return False
    if _words("municipality_leads").search(sentence.text):
        return True
    iris = {partner.iri, owner.iri}
    theirs = [
        at
        for at, number in sentence.index.items()
        if (noun := sentence.nouns[number]).kind == "City"
        and noun.country == owner.country
        and noun.entities
        and noun.entities[0].iri not in iris
        and _LEADS.match(sentence.text, at + 1)
    ]
    return bool(theirs) and not any(
        noun.kind == "Self" or (noun.entities and noun.entities[0].iri == owner.iri)
        for at, number in sentence.index.items()
        if (noun := sentence.nouns[number]) and not sentence.text.startswith("の", at + 1)
    )


def _counted_elsewhere(draft: Draft, sentence: Masked) -> bool:
    """A number of people at an event that the sentence does not name, where it names an event of another sort."""
    if draft.relation != "participantCount" or not _words("other_event").search(sentence.clean.text):
        return False
    return not any(name.text in sentence.clean.text for name in draft.subject.names)


def _called_the_same(draft: Draft) -> bool:
    """Another name that is only a piece of the first, or the whole of it where there is no other."""
    if draft.relation != "alsoKnownAs" or isinstance(draft.object, Entity):
        return False
    first, said = draft.subject.names[0].text, draft.object.text
    return said in first and (said != first or len(draft.subject.names) == 1)


def _of_anothers_tie(draft: Draft, sentence: Masked, discourse: Discourse) -> bool:
    """A tie that the sentence says to be another city's: 本市とも縁のあった長崎市の姉妹都市です."""
    owner = discourse.frame.owner
    words = [at for at, number in sentence.index.items() if sentence.nouns[number].kind == "Tie"]
    if draft.relation not in TIES or len(words) != 1 or owner is None or owner not in (draft.subject, draft.object):
        return False
    whose = _WHOSE.search(sentence.text, 0, words[0]) or _WHOSE_EN.search(sentence.text, 0, words[0])
    noun = sentence.noun_at(whose.start()) if whose else None
    ends = [end for end in (draft.subject, draft.object) if isinstance(end, Entity)]
    return noun is not None and noun.kind == "City" and not any(_means(noun, end) for end in ends)


_WHOSE = re.compile(r"[\ue000-\uf8ff]市?の$")
_WHOSE_EN = re.compile(r"[\ue000-\uf8ff]['’]s? (?:own |other |existing |only )$")


def _merged(draft: Draft, sentence: Masked) -> bool:
    """The founding of a body that only went into the one founded: 財団とセンターが統合して発足した."""
    if draft.relation != "establishedOn":
        return False
    text = sentence.clean.text
    if not _INTO_ONE.search(text):
        return False
    names = [n.text for n in draft.subject.names]
    return any(_INTO_ONE.match(text, end) for name in names for _, end in places(text, [name], words=False))


_INTO_ONE = re.compile(r"(?:と[^。、]{1,24})?が(?:統合|合併|合流|一つに|ひとつに|一緒に)")


def _at_home(draft: Draft, sentence: Masked, discourse: Discourse) -> bool:
    """Part in an event of the city's own name, where nothing says who took it: guests in 呉みなと祭 do."""
    owner = discourse.frame.owner
    if draft.relation != "participatedIn" or owner is None or draft.subject != owner:
        return False
    if not isinstance(draft.object, Entity) or any(_means(noun, owner) for noun in sentence.nouns):
        return False
    names = [n.text.removesuffix("市") for n in owner.names]
    return any(event.text.startswith(name) for event in draft.object.names for name in names if len(name) > 1)


def _of_no_members(draft: Draft) -> bool:
    """Membership of a body that has no cities for members: a council's committee, the United Nations."""
    if draft.relation != "memberOf" or not isinstance(draft.object, Entity):
        return False
    names = [n.text for n in draft.object.names]
    return any(_words("of_states").fullmatch(n) for n in names) or all(map(_words("committee").fullmatch, names))


def _land_of_the_host(draft: Draft, sentence: Masked) -> bool:
    """A country that only says where the host is: hosted by Zhengzhou, China."""
    if draft.relation != "organizedBy" or not isinstance(draft.object, Entity) or draft.object.kind != "Country":
        return False
    named = [at for at, number in sentence.index.items() if _means(sentence.nouns[number], draft.object)]
    return bool(named) and all(sentence.text[at - 2 : at] == ", " for at in named)


_TOGETHER = re.compile(
    r"市?(?:\([^()]*\))?(?:とともに|と共に|と一緒に|と並んで|に次いで|に続いて|と合同で|と共同で)"
)


def _only_with(draft: Draft, sentence: Masked) -> bool:
    """A tie with a city beside which something else was done: ドルトムント市とともに連合に加わった."""
    if draft.relation not in TIES or any(noun.kind == "Tie" for noun in sentence.nouns):
        return False
    beside = [
        sentence.nouns[number]
        for at, number in sentence.index.items()
        if sentence.nouns[number].kind == "City" and _TOGETHER.match(sentence.text, at + 1)
    ]
    ends = [end for end in (draft.subject, draft.object) if isinstance(end, Entity)]
    return any(_means(noun, end) for noun in beside for end in ends)


def _hosted_by_others(draft: Draft, sentence: Masked, discourse: Discourse) -> bool:
    """The own city as who put on what was held in another, which the sentence names: 第1回はベネチアで開かれ."""
    owner = discourse.frame.owner
    told = draft.object if draft.relation == "organizedBy" else draft.subject
    if (draft.relation, draft.rule) not in _BY_DEFAULT or owner is None or told != owner:
        return False
    if any(_means(noun, owner) for noun in sentence.nouns) or not _PUT_ON_THERE.search(sentence.text):
        return False
    if _PUT_ON_TOO.search(sentence.text):
        return False  # 総会がリヨンで開かれ、それに合わせセミナーを開いた
    return _AT_UNKNOWN.search(sentence.text) is not None or any(
        noun.kind == "City" and noun.entities and _AT.match(sentence.text, at + 1)
        for at, number in sentence.index.items()
        if (noun := sentence.nouns[number])
    )


_BY_DEFAULT = frozenset([("organizedBy", "held"), ("hostCityOf", "held-here")])
_PUT_ON_TOO = re.compile(r"を[^。、]{0,12}(?:開催(?!され)|開[きいく]|催[しす]|行[いうっ]|実施(?!され))")
_PUT_ON_THERE = re.compile(r"(?:開か|開催さ|催さ|行わ|挙行さ)れ")
_AT = re.compile(r"市?(?:内)?で")
_AT_UNKNOWN = re.compile(  # a town that no list knows: ブルージュで開かれ
    r"(?:に|は|、)[ァ-ヴー]{3,}(?<!ホテル)(?<!ホール)(?<!センター)(?<!オンライン)(?<!プラザ)(?<!アリーナ)(?<!ドーム)(?<!パーク)市?で"
    r"(?:開か|開催さ|催さ|行わ|挙行さ)れ"
)


def _opened_there(draft: Draft, sentence: Masked) -> bool:
    """An event that is a house or an office, opened at a place: 2016年に市内に開かれた."""
    return draft.relation in ("heldOn", "heldIn") and _OPENED_AT.search(sentence.text) is not None


_OPENED_AT = re.compile(
    r"(?:[市町村県区都]内|[\ue000-\uf8ff]市?|駅前|隣)に(?:新たに|初めて)?(?:開かれ|開設され|開館し|開所し|開業し)"
)


def _means(noun: Noun, owner: Entity) -> bool:
    return noun.kind == "Self" or bool(noun.entities and noun.entities[0].iri == owner.iri)


def _cut(draft: Draft, sentence: Masked) -> bool:
    """A thing called by a piece of its line, or of its name, rather than by a name."""
    ends = [end for end in (draft.subject, draft.object) if isinstance(end, Entity)]
    return any(not is_named(end) or _goes_beyond(end, sentence.clean.text) for end in ends)


def _goes_beyond(entity: Entity, text: str) -> bool:
    """Whether a name is longer wherever it stands: *Japan Office* of the Texas-Japan Office."""
    if entity.kind not in _OF_WORDS:
        return False
    names = [n.text for n in entity.names if n.text[0].isascii()]
    names = [name for name in names if name in text]
    ranges = [(m.start(), m.end()) for name in names for m in re.finditer(rf"\b{re.escape(name)}\b", text)]
    return bool(ranges) and all(
        _OF_MORE.search(text, 0, low) or _FOR_MORE.match(text, high) for low, high in ranges
    )


_OF_WORDS = frozenset(["Office", "Facility", "Organization", "InternationalOrganization", "University", "Role"])
_OF_MORE = re.compile(r"\w-$|[A-Z][\w’'-]* & $")  # Business & Cultural Center
_FOR_MORE = re.compile(r"-[A-Z]| for (?:the )?[A-Z]")
