"""Two documents of the tests' own wording about real ties of Yokohama, written as contributions by hand.

Everything here is what a graph really takes: quotes are cut from the texts, statements are made by the public
constructor, nothing stands in for anything.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from enishi.ontology.model import (
    ENTITY,
    Contribution,
    Document,
    Entity,
    Lang,
    Name,
    Reference,
    Statement,
    Status,
    Trust,
    Value,
    statement,
)
from enishi.ontology.schema import load_schema


def thing(slug: str, kind: str, ja: str, en: str, *others: str, **attributes: str) -> Entity:
    names = (Name(ja, "ja", preferred=True), Name(en, "en", preferred=True), *(Name(o, "ja") for o in others))
    return Entity(ENTITY + slug, kind, names, tuple(sorted(attributes.items())))


THINGS = {
    e.iri.removeprefix(ENTITY): e
    for e in (
        thing("yokohama", "City", "横浜市", "Yokohama", "横浜", countryCode="JP"),
        thing("lyon", "City", "リヨン市", "Lyon", countryCode="FR"),
        thing("shanghai", "City", "上海市", "Shanghai", countryCode="CN"),
        thing("mumbai", "City", "ムンバイ市", "Mumbai", countryCode="IN"),
        thing("manila", "City", "マニラ市", "Manila", countryCode="PH"),
        thing("odesa", "City", "オデーサ市", "Odesa", "オデッサ市", countryCode="UA"),
        thing("vancouver", "City", "バンクーバー市", "Vancouver", countryCode="CA"),
        thing("bangkok", "City", "バンコク都", "Bangkok", countryCode="TH"),
        thing("thailand", "Country", "タイ", "Thailand", countryCode="TH"),
        thing("ukraine", "Country", "ウクライナ", "Ukraine", countryCode="UA"),
        thing("china", "Country", "中国", "China", countryCode="CN"),
        thing("europe", "Region", "欧州", "Europe"),
        thing("shanghai-office", "Office", "上海事務所", "Yokohama Shanghai Office"),
        thing("frankfurt-office", "Office", "フランクフルト事務所", "Yokohama Frankfurt Office"),
        thing("asia-office", "Office", "アジア事務所", "Yokohama Asia Office"),
        thing("citynet", "CityNetwork", "シティネット", "CITYNET"),
        thing("sdgs-chair", "Role", "SDGsクラスター議長", "Chair of the CITYNET SDGs Cluster"),
        thing("disaster-chair", "Role", "防災クラスター議長", "Chair of the CITYNET Disaster Cluster"),
        thing("peace-messenger", "Role", "ピースメッセンジャー都市", "Peace Messenger City"),
        thing("un", "InternationalOrganization", "国際連合", "United Nations", "国連"),
        thing("undp", "InternationalOrganization", "国連開発計画", "UNDP"),
        thing("ifad", "InternationalOrganization", "国際農業開発基金", "IFAD"),
        thing("itto", "InternationalOrganization", "国際熱帯木材機関", "ITTO"),
        thing("wfp-japan", "Office", "WFP日本事務所", "WFP Japan Office"),
        thing("center", "Facility", "横浜国際協力センター", "Yokohama International Organizations Center"),
        thing("ifad-mou", "Agreement", "IFAD日本事務所の開設に関する覚書", "MOU on the IFAD Japan office"),
        thing(
            "undp-agreement", "Agreement", "ウクライナ復興支援に関する合意", "Agreement on Ukraine's reconstruction"
        ),
        thing("yusa", "Alliance", "YUSA", "YUSA"),
        thing("mumbai-office", "Office", "ムンバイ事務所", "Yokohama Mumbai Office"),
        thing("india", "Country", "インド", "India", countryCode="IN"),
        thing("training", "Project", "漏水探知研修", "Leak detection training"),
        thing("suido", "Company", "水道テクニカルサービス", "Suido Technical Service"),
        thing("estate", "Project", "スマート工業団地コンサルティング", "Smart industrial estate consulting"),
        thing("ticad9", "Event", "第9回アフリカ開発会議", "TICAD 9"),
        thing("ticad", "EventSeries", "アフリカ開発会議", "TICAD"),
        thing("seminar", "Event", "SDGsクラスターセミナー", "CITYNET SDGs Cluster seminar"),
        thing("offices-line", "BudgetLine", "海外事務所運営費", "Running of the overseas offices"),
        thing("france", "Country", "フランス", "France", countryCode="FR"),
        thing("tunisia", "Country", "チュニジア", "Tunisia", countryCode="TN"),
        thing("africa", "Region", "アフリカ", "Africa"),
        thing("peace-ordinance", "Ordinance", "国際平和推進条例", "Ordinance on the Promotion of Peace"),
        thing("international-strategy", "Strategy", "国際戦略", "International Strategy"),
        thing("foundation", "Foundation", "国際交流財団", "International Exchange Foundation"),
        thing("minato-lounge", "Facility", "みなと交流ラウンジ", "Minato International Lounge"),
        thing("study-abroad", "Programme", "高校生留学支援", "Study abroad for pupils"),
        thing("y-port", "Programme", "公民連携技術協力事業", "Public-private technical cooperation"),
        thing("world-bank", "InternationalOrganization", "世界銀行", "World Bank"),
    )
}


def iri(slug: str) -> str:
    return ENTITY + slug


@dataclass
class Writer:
    """Writes one document: each sentence, with the facts that it states."""

    name: str
    title: str
    as_of: str
    lang: Lang
    sentences: list[str] = field(default_factory=list)
    facts: list[tuple[int, Any, str, Any, dict[str, Any]]] = field(default_factory=list)

    def say(self, sentence: str, *facts: tuple[Any, ...]) -> None:
        """A sentence and its facts: subject, relation, object (a slug or a value), and what is known of it."""
        for subject, relation, object, *more in facts:
            self.facts.append((len(self.sentences), subject, relation, object, more[0] if more else {}))
        self.sentences.append(sentence)

    def contribution(self) -> Contribution:
        text = "\n".join(self.sentences) + "\n"
        digest = hashlib.sha256(text.encode()).hexdigest()
        document = Document(
            iri=Document.iri_for(digest),
            name=self.name,
            text=text,
            title=self.title,
            lang=self.lang,
            media_type="text/plain",
            digest=digest,
            as_of=self.as_of,
        )
        statements = tuple(self._statements(document))
        ends = {end for s in statements for end in (s.subject, s.object) if isinstance(end, str)}
        return Contribution(document, tuple(THINGS[e.removeprefix(ENTITY)] for e in sorted(ends)), statements)

    def _statements(self, document: Document) -> Iterable[Statement]:
        for number, subject, relation, object, known in self.facts:
            start = sum(len(sentence) + 1 for sentence in self.sentences[:number])
            quote = self.sentences[number]
            more = dict(known)
            key = more.pop("key", None)
            reference = Reference(document.iri, quote, start, start + len(quote), **more)
            yield statement(
                iri(subject),
                relation,
                object if isinstance(object, Value) else iri(object),
                [reference],
                key=key,
                symmetric=load_schema().relation(relation).symmetric,
            )


def report_2025() -> Contribution:
    """A Japanese report for fiscal year 2025."""
    w = Writer("yokohama-fy2025", "横浜市の国際交流 令和7年度", "FY2025", "ja")
    y = "yokohama"
    w.say(
        "横浜市とリヨン市は、1959年4月7日に姉妹都市の提携を結んだ。",
        (y, "sisterCityOf", "lyon", {"since": "1959-04-07"}),
    )
    w.say(
        "上海市とは1973年11月30日から友好都市の関係にある。",
        (y, "friendshipCityOf", "shanghai", {"since": "1973-11-30", "page": 2}),
    )
    w.say(
        "1965年には、6月26日にムンバイ市、7月1日にマニラ市、バンクーバー市と姉妹都市になった。",
        (y, "sisterCityOf", "mumbai", {"since": "1965-06-26"}),
        (y, "sisterCityOf", "manila", {"since": "1965-07-01"}),
        (y, "sisterCityOf", "vancouver", {"since": "1965-07-01"}),
    )
    inferred = {"since": "FY1965", "inferred": True, "basis": "FY2025 - 60 = FY1965"}
    w.say("オデーサ市との姉妹都市提携は、2025年度に60周年を迎える。", (y, "sisterCityOf", "odesa", inferred))
    w.say(
        "上海事務所は1987年10月に開設された。",
        (y, "hasOverseasOffice", "shanghai-office", {"since": "1987-10"}),
        ("shanghai-office", "establishedOn", Value("Date", "1987-10")),
    )
    w.say("上海事務所は中国を受け持つ。", ("shanghai-office", "coversRegion", "china"))
    w.say(
        "フランクフルト事務所は、1997年6月から欧州を受け持つ。",
        (y, "hasOverseasOffice", "frankfurt-office", {"since": "1997-06"}),
        ("frankfurt-office", "coversRegion", "europe"),
    )
    w.say(
        "2022年8月には、タイにアジア事務所を置いた。",
        (y, "hasOverseasOffice", "asia-office", {"since": "2022-08"}),
        ("asia-office", "locatedIn", "thailand"),
    )
    w.say("横浜市はシティネットの会員である。", (y, "memberOf", "citynet"))
    w.say(
        "シティネットでは、2023年1月からSDGsクラスターの議長を務めている。",
        (y, "holdsRole", "sdgs-chair", {"since": "2023-01", "trust": Trust.CONFIRMED}),
        ("sdgs-chair", "roleIn", "citynet", {"trust": Trust.CONFIRMED}),
    )
    w.say(
        "防災クラスターの議長は、2022年12月まで務めた。",
        (y, "holdsRole", "disaster-chair", {"until": "2022-12", "status": Status.ENDED}),
        ("disaster-chair", "roleIn", "citynet"),
    )
    w.say(
        "昭和62年、横浜市は国連からピースメッセンジャー都市の称号を受けた。",
        (y, "receivedTitle", "peace-messenger", {"since": "1987"}),
        ("peace-messenger", "conferredBy", "un"),
    )
    w.say(
        "ウクライナの復興支援について、横浜市は国連開発計画と合意を交わした。",
        (y, "signatoryOf", "undp-agreement"),
        ("undp", "signatoryOf", "undp-agreement"),
        ("undp-agreement", "concerns", "ukraine"),
        (y, "agreementWith", "undp", {"inferred": True, "basis": "both signed"}),
    )
    w.say("国際熱帯木材機関（ITTO）は、横浜国際協力センターに入居している。", ("itto", "tenantOf", "center"))
    w.say("センターは横浜市にある。", ("center", "locatedIn", y))
    w.say("WFP日本事務所も市内にある。", ("wfp-japan", "locatedIn", y))
    w.say(
        "第9回アフリカ開発会議は、2025年8月20日から22日まで横浜で開かれた。",
        (y, "hostCityOf", "ticad9", {"since": "2025-08-20", "until": "2025-08-22"}),
        ("ticad9", "heldOn", Value("Date", "2025-08-20/2025-08-22")),
        ("ticad9", "partOfSeries", "ticad"),
    )
    w.say("SDGsクラスターのセミナーも市内で開いた。", ("seminar", "heldIn", y), ("seminar", "organizedBy", y))
    w.say(
        "YUSAは、タイでスマート工業団地のコンサルティングを行った。",
        ("estate", "implementedIn", "thailand"),
        ("estate", "carriedOutBy", "yusa"),
    )
    w.say(
        "バンコク都とは脱炭素で協力している。",
        (y, "cooperatesWith", "bangkok"),
        ("bangkok", "locatedIn", "thailand"),
    )
    return w.contribution()


def report_2021() -> Contribution:
    """An English report for fiscal year 2021."""
    w = Writer("yokohama-fy2021", "Yokohama abroad, fiscal year 2021", "FY2021", "en")
    y = "yokohama"
    w.say("Lyon has been a sister city of Yokohama since 1959.", (y, "sisterCityOf", "lyon", {"since": "1959"}))
    w.say(
        "The Shanghai office opened in October 1987.",
        ("shanghai-office", "establishedOn", Value("Date", "1987-10")),
    )
    w.say(
        "In March 2021 the memorandum on IFAD's office in Japan was signed.",
        ("ifad-mou", "signedOn", Value("Date", "2021-03")),
        (y, "signatoryOf", "ifad-mou", {"since": "2021-03"}),
        ("ifad", "signatoryOf", "ifad-mou", {"since": "2021-03"}),
    )
    w.say(
        "IFAD is expected to open its office in the city.",
        ("ifad", "locatedIn", y, {"status": Status.PLANNED}),
    )
    budget = {"since": "FY2021", "key": {"fiscalYear": "FY2021"}}
    w.say(
        "The overseas offices cost 154,529 thousand yen in the budget of 2021.",
        ("offices-line", "budgetAmount", Value("MoneyJPY", "154529000"), budget),
    )
    return w.contribution()


def report_2023() -> Contribution:
    """A Japanese report for fiscal year 2023: services, money, figures."""
    w = Writer("yokohama-fy2023", "横浜市の国際事業 令和5年度", "FY2023", "ja")
    y = "yokohama"
    w.say("横浜市はチュニジアのホストタウンである。", (y, "hostTownFor", "tunisia"))
    w.say("チュニジアはアフリカにある。", ("tunisia", "locatedIn", "africa"))
    sixty = {"since": "2019", "key": {"ordinal": "60"}}
    w.say(
        "リヨン市との姉妹都市は1958年に始まり、2019年に60周年を迎えた。リヨンはフランスにある。",
        (y, "tieAnniversaryWith", "lyon", sixty),
        (y, "sisterCityOf", "lyon", {"since": "1958"}),
        ("lyon", "locatedIn", "france"),
    )
    w.say(
        "国際平和推進条例は2018年6月に議員提案で制定され、国際戦略はこれに基づく。",
        ("peace-ordinance", "establishedOn", Value("Date", "2018-06"), {"since": "2018-06"}),
        ("peace-ordinance", "foundedBy", Value("Text", "議員提案")),
        ("international-strategy", "basedOn", "peace-ordinance"),
    )
    w.say(
        "みなと交流ラウンジは横浜国際協力センターにあり、国際交流財団が運営する。電話は045-000-0000。",
        ("minato-lounge", "locatedIn", "center"),
        ("minato-lounge", "operatedBy", "foundation"),
        ("minato-lounge", "address", Value("Address", "港町1丁目1番1号")),
        ("minato-lounge", "telephone", Value("Phone", "045-000-0000")),
        ("minato-lounge", "establishedOn", Value("Date", "2021-03"), {"since": "2021-03"}),
    )
    w.say(
        "世界銀行は第9回アフリカ開発会議に参加し、横浜市も加わる。参加者は500人を見込む。",
        ("world-bank", "participatedIn", "ticad9"),
        (y, "participatedIn", "ticad9"),
        ("ticad9", "participantCount", Value("Count", "500")),
    )
    w.say("上海事務所は市内企業のPRを行う。", ("shanghai-office", "hasActivity", Value("Text", "市内企業のPR")))
    w.say(
        "公民連携技術協力事業では、タイで5件が事業化した。担当は国際交流財団である。",
        ("y-port", "commercializedCaseCount", Value("Count", "5"), {"key": {"country": "タイ"}}),
        ("y-port", "operatedBy", "foundation"),
    )
    w.say(
        "横浜市はオデーサ市の病院を支える。ウクライナはオデーサ市の国である。",
        (y, "providesSupportTo", "odesa"),
        ("odesa", "locatedIn", "ukraine"),
    )
    for year, amount in (("FY2022", "160000000"), ("FY2023", "150000000")):
        w.say(
            f"海外事務所運営費は{year}に{amount}円である。",
            ("offices-line", "budgetAmount", Value("MoneyJPY", amount), {"key": {"fiscalYear": year}}),
        )
    fall = {"key": {"comparedWith": "FY2022", "fiscalYear": "FY2023"}}
    w.say("前年度から1千万円の減である。", ("offices-line", "budgetChange", Value("MoneyJPY", "-10000000"), fall))
    state = {"key": {"fiscalYear": "FY2023", "source": "国"}}
    w.say(
        "国の負担は3千万円である。", ("offices-line", "revenueSourceAmount", Value("MoneyJPY", "30000000"), state)
    )
    w.say(
        "高校生留学支援は高校生のための事業で、費用は世界銀行が出す。",
        ("study-abroad", "targetGroup", Value("Text", "高校生")),
        ("study-abroad", "fundedBy", "world-bank"),
    )
    w.say("外国人住民は12万人である。", (y, "foreignResidentPopulation", Value("Count", "120000")))
    w.say("バンコク都もシティネットに加わる。", ("bangkok", "memberOf", "citynet", {"since": "1990"}))
    return w.contribution()


WOVEN = (
    "thailand",
    "bangkok",
    "center",
    "ifad",
    "yusa",
    "ifad-mou",
    "training",
    "study-abroad",
    "y-port",
    "seminar",
)

DONE = (
    *("providesSupportTo", "supports", "concerns", "implementedIn", "projectIn", "appliesTo", "heldIn", "partOf"),
    *("locatedIn", "locatedIn", "locatedIn", "supports", "partOf", "concerns"),  # of which a way is made
)

ABROAD = (
    *("thailand", "bangkok", "odesa", "ukraine", "yokohama", "asia-office", "frankfurt-office"),
    *("ifad-mou", "undp-agreement", "estate", "ticad9", "yusa", "suido"),
)
LEADING = (
    *("hasOverseasOffice", "carriedOutBy", "signatoryOf", "organizedBy", "hostCityOf", "hostedEvent"),
    *("hasOverseasOffice", "locatedIn", "locatedIn", "implementedIn", "appliesTo", "concerns", "heldIn"),
    *("coversRegion", "sisterCityOf", "supports", "projectIn"),
)

SEATED = (
    *("yokohama", "bangkok", "thailand", "europe", "center", "minato-lounge", "wfp-japan", "asia-office"),
    *("frankfurt-office", "ifad", "itto", "undp"),
)
HOUSING = ("locatedIn", "locatedIn", "tenantOf", "supports", "hasOverseasOffice", "coversRegion", "concerns")


def woven(seed: int, among: tuple[str, ...] = WOVEN, relations: tuple[str, ...] = DONE) -> Contribution:
    """Few things tied over and over: what is done for places, by way of what lies in them and of programmes."""
    chance, schema = random.Random(seed), load_schema()  # noqa: S311  (a repeatable graph, no secret)
    writer = Writer("woven", f"Woven {seed}", "FY2025", "en")
    ways = [
        (a, relation, b)
        for a in among
        for b in among
        for relation in relations
        if a != b and schema.admits(relation, THINGS[a].kind, THINGS[b].kind)
    ]
    for number in range(45):
        writer.say(f"Fact {number}.", (*chance.choice(ways), {"since": chance.choice([None, "1965", "2011-03"])}))
    return writer.contribution()
