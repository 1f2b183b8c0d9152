"""Views to draw, by the real Graphviz, with the bundled font, and in a real Chromium.

They are Yokohama's ties as two reports give them, a path in it, stars of any size, and small views of
any names. Fixtures hand out functions, so that a property-based test can make many views.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import networkx as nx
import pytest

from enishi.viz import diagram

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from enishi.viz.view import ViewGraph

Opened = Callable[..., "tuple[Page, list[str]]"]

ID: Final = "https://w3id.org/enishi/id/"
STATEMENT: Final = "https://w3id.org/enishi/statement/"
CENTRE: Final = ID + "yokohama"
REPORTS: Final = ("横浜市の国際事業 令和3年度（見本）", "City of Yokohama: international affairs, FY2025 (sample)")

THINGS: Final = """
yokohama|City|横浜市|Yokohama
lyon|City|リヨン|Lyon
mumbai|City|ムンバイ|Mumbai
manila|City|マニラ|Manila
odesa|City|オデーサ|Odesa
vancouver|City|バンクーバー|Vancouver
shanghai|City|上海市|Shanghai
bangkok|City|バンコク|Bangkok
frankfurt|City|フランクフルト|Frankfurt
citynet|CityNetwork|シティネット|CITYNET
silk|CityNetwork|国際シルク都市ネットワーク|International Silk Cities Network
sdgs-chair|Role|シティネットSDGsクラスター議長|Chair of the CITYNET SDGs Cluster
disaster-lead|Role|シティネット防災クラスター議長|Chair of the CITYNET Disaster Cluster
peace|Role|ピースメッセンジャー都市|Peace Messenger City
itto|InternationalOrganization|国際熱帯木材機関|International Tropical Timber Organization (ITTO)
wfp|InternationalOrganization|国連世界食糧計画日本事務所|WFP Japan
fao|InternationalOrganization|国連食糧農業機関駐日連絡事務所|FAO Liaison Office in Japan
ifad|InternationalOrganization|国際農業開発基金|International Fund for Agricultural Development (IFAD)
iuc|InternationalOrganization|国連大学サステイナビリティ高等研究所|UNU Institute for Sustainability (UNU-IAS)
citynet-office|InternationalOrganization|シティネット横浜プロジェクトオフィス|CITYNET Yokohama Project Office
undp|InternationalOrganization|国連開発計画|United Nations Development Programme (UNDP)
frankfurt-office|Office|横浜市欧州事務所|Yokohama Europe Office
shanghai-office|Office|横浜市上海事務所|Yokohama Shanghai Office
mumbai-office|Office|横浜市ムンバイ事務所|Yokohama Mumbai Office
asia-office|Office|横浜市アジア事務所|Yokohama Asia Office
america-office|Office|横浜市米州事務所|Yokohama Americas Office
ifad-mou|Agreement|国際農業開発基金日本事務所の開設に関する覚書|Memorandum on opening the IFAD Japan office
undp-agreement|Agreement|ウクライナ復興支援に関する連携協定|Agreement on supporting the reconstruction of Ukraine
odesa-mou|Agreement|オデーサ市との技術協力覚書|Memorandum on technical cooperation with Odesa
ticad9|Event|第9回アフリカ開発会議（TICAD 9）|TICAD 9
ascc13|Event|第13回アジア・スマートシティ会議|13th Asia Smart City Conference
ascc|EventSeries|アジア・スマートシティ会議|Asia Smart City Conference
expo|Event|GREEN×EXPO 2027|GREEN×EXPO 2027
yport|Programme|Y-PORT事業|Y-PORT
yusa|Alliance|一般社団法人YUSA|Yokohama Urban Solution Alliance (YUSA)
smart|Project|タイ国スマート工業団地コンサルティング|Smart industrial estate consulting in Thailand
leak|Project|上下水道公社への漏水探知研修|Leak detection training for a water corporation
sts|Company|水道テクニカルサービス株式会社|Suido Technical Service
thailand|Country|タイ|Thailand
india|Country|インド|India
germany|Country|ドイツ|Germany
china|Country|中国|China
singapore|Country|シンガポール|Singapore
usa|Country|アメリカ合衆国|United States
benin|Country|ベナン|Benin
"""

TIES: Final = """
yokohama|sisterCityOf|lyon|1959
yokohama|sisterCityOf|mumbai|1965-06
yokohama|sisterCityOf|manila|1965-07
yokohama|sisterCityOf|odesa|1965-07|||confirmed
yokohama|sisterCityOf|vancouver|1965-07
yokohama|friendshipCityOf|shanghai|1973-11|||confirmed
yokohama|tieAnniversaryWith|odesa|[2025-04..2026-03]|[2025-04..2026-03]
yokohama|tieAnniversaryWith|mumbai|[2025-04..2026-03]|[2025-04..2026-03]
yokohama|providesSupportTo|odesa|2022
yokohama|cooperatesWith|bangkok|2013-10|||entered
yokohama|partnerCityOf|frankfurt|2011-09||ended
yokohama|memberOf|citynet|1987
yokohama|memberOf|silk|
silk|foundedBy|lyon|
yokohama|holdsRole|sdgs-chair|2023-01
yokohama|holdsRole|disaster-lead||2022-12|ended
sdgs-chair|roleIn|citynet|
disaster-lead|roleIn|citynet|
yokohama|receivedTitle|peace|1987|||confirmed
itto|locatedIn|yokohama|1986-11
wfp|locatedIn|yokohama|1996
fao|locatedIn|yokohama|1997
ifad|locatedIn|yokohama|2021||planned
iuc|locatedIn|yokohama|1996-04
citynet-office|locatedIn|yokohama|
citynet-office|partOf|citynet|
yokohama|hasOverseasOffice|frankfurt-office|1997-06
yokohama|hasOverseasOffice|shanghai-office|1987-10|||confirmed
yokohama|hasOverseasOffice|mumbai-office|2015-11
yokohama|hasOverseasOffice|asia-office|2022-08
yokohama|hasOverseasOffice|america-office|2018-11
frankfurt-office|locatedIn|germany|
shanghai-office|locatedIn|china|
mumbai-office|locatedIn|india|
asia-office|locatedIn|singapore|
america-office|locatedIn|usa|
yokohama|signatoryOf|ifad-mou|2021-03|||confirmed
ifad|signatoryOf|ifad-mou|2021-03
yokohama|signatoryOf|undp-agreement|2025
undp|signatoryOf|undp-agreement|2025
undp-agreement|concerns|odesa|
yokohama|signatoryOf|odesa-mou|2023||proposed
yokohama|hostCityOf|ticad9|2025-08-20|2025-08-22
yokohama|organizedBy|ascc13|2024|2024
ascc13|partOfSeries|ascc|
yokohama|hostCityOf|expo|2027-03|2027-09|planned
yport|operatedBy|yokohama|2011
yokohama|cooperatesWith|yusa|2017||||inferred
smart|carriedOutBy|yusa|
smart|implementedIn|thailand|
leak|carriedOutBy|sts|
leak|implementedIn|india|
leak|partOf|yport|
yokohama|hostTownFor|benin|2020
"""


def _turned(graph: ViewGraph) -> ViewGraph:
    """The same graph, all put in the other way round."""
    other: ViewGraph = nx.MultiDiGraph()
    other.graph.update(graph.graph)
    nodes: list[Any] = list(graph.nodes(data=True))
    for node, attributes in reversed(nodes):
        other.add_node(node, **attributes)
    edges: list[Any] = list(graph.edges(keys=True, data=True))
    for start, end, key, attributes in reversed(edges):
        other.add_edge(start, end, key=key, **attributes)
    return other


def _yokohama() -> ViewGraph:
    """The city with its ties: 46 things of 12 kinds."""
    graph: ViewGraph = nx.MultiDiGraph(
        title="横浜市の国際的なつながり",
        centre=CENTRE,
        left_out=(("企業", 12), ("催し", 5)),
        documents=REPORTS,
        as_of="FY2025",
    )
    for line in THINGS.strip().splitlines():
        key, kind, name, name_en = line.split("|")
        graph.add_node(ID + key, kind=kind, name=name, nameEn=name_en)
    for place, line in enumerate(TIES.strip().splitlines()):
        subject, relation, object, *rest = line.split("|")
        since, until, status, trust, inferred = (*rest, "", "", "", "")[:5]
        graph.add_edge(
            ID + subject,
            ID + object,
            key=f"{STATEMENT}{place:020d}",
            relation=relation,
            since=since or None,
            until=until or None,
            status=status or "settled",
            trust=trust or "machine",
            inferred=bool(inferred),
            symmetric=relation in ("sisterCityOf", "friendshipCityOf", "partnerCityOf", "cooperatesWith"),
            citations=((REPORTS[place % 2], place % 3 + 1 if place % 2 else None, f"引用文の見本 {place}"),),
        )
    return graph


def _path() -> ViewGraph:
    """How Yokohama and Thailand are connected: two ways, one of them over a project."""
    whole = _yokohama()
    keep = [ID + key for key in ("yokohama", "yusa", "smart", "thailand", "bangkok")]
    graph: ViewGraph = nx.MultiDiGraph(whole.subgraph(keep))
    graph.add_edge(ID + "bangkok", ID + "thailand", key=STATEMENT + "x", relation="locatedIn")
    graph.graph.update(centre=None, title="横浜市とタイはどうつながるか", left_out=(), ends=(keep[0], keep[3]))
    return graph


def _star(count: int, kind: str = "City", **attributes: Any) -> ViewGraph:
    """A centre with ``count`` sister cities."""
    graph: ViewGraph = nx.MultiDiGraph(title="Star", centre="c", documents=("d",))
    graph.add_node("c", kind="City", name="中心市", nameEn="Centre")
    for place in range(count):
        graph.add_node(f"n{place}", kind=kind, name=f"都市{place}", nameEn=f"City {place}")
        graph.add_edge("c", f"n{place}", key=f"s{place}", relation="sisterCityOf", since="2000", **attributes)
    return graph


def _pair(names: tuple[str, str], quote: str = "引用", title: str = "Title", **attributes: Any) -> ViewGraph:
    """Two things with these names, one tie, one citation."""
    graph: ViewGraph = nx.MultiDiGraph(title=title, centre="a", documents=(quote,), left_out=((quote, 2),))
    for key, name in zip("ab", names, strict=True):
        graph.add_node(key, kind="City", name=name, nameEn=name)
    cited = ((quote, 1, quote),)
    graph.add_edge("a", "b", key="s", **{"relation": "sisterCityOf", "citations": cited, **attributes})
    return graph


@pytest.fixture(scope="session")
def yokohama() -> Callable[[], ViewGraph]:
    return _yokohama


@pytest.fixture(scope="session")
def path() -> Callable[[], ViewGraph]:
    return _path


@pytest.fixture(scope="session")
def star() -> Callable[..., ViewGraph]:
    return _star


@pytest.fixture(scope="session")
def turned() -> Callable[[ViewGraph], ViewGraph]:
    return _turned


@pytest.fixture(scope="session")
def pair() -> Callable[..., ViewGraph]:
    return _pair


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Opened:
    """Opens a view's page; gives it with all that it asked for, and all that it complained of."""

    def open_(view: ViewGraph, script: str = "") -> tuple[Page, list[str]]:
        file = diagram(view, tmp_path / "page.html")
        tab = browser.new_page()
        events: list[str] = []
        tab.on("request", lambda request: events.append(request.url))
        tab.on("console", lambda message: events.append(message.text))
        tab.on("pageerror", lambda error: events.append(str(error)))
        if script:
            tab.add_init_script(script)
        tab.emulate_media(reduced_motion="reduce")
        tab.goto(file.as_uri())
        tab.wait_for_selector("html[data-ready=yes]")
        return tab, events

    return open_
