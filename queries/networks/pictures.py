"""Views for the pictures beyond ego and path: of a network, a chain, a time, a comparison, a map, a budget.

What always holds: as in :mod:`enishi.queries.networks.network`, whose view graphs these are; the graph's
``picture`` names the way to lay it out; what does not fit, or has no date, is counted and named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Literal

from ...errors import NothingFound
from ...ontology.edtf import parse
from ...ontology.fiscal import read_fiscal_year
from ...ontology.model import Lang, Trust
from ...ontology.schema import load_schema
from ...words import Words
from ..comparing.budget_lines import RELATIONS
from ..comparing.budget_lines import lines as budget_lines
from ..comparing.concern import read_concern
from ..parameters import called, read_year
from ..statements import ends_of, of_relations
from . import outline
from .network import LIMIT, busiest, cut, drawn, kinds_of

if TYPE_CHECKING:
    from ...graph.home import Graph, StatedFact
    from ...ontology.model import Entity
    from ..comparing.budget_lines import Line
    from .network import ViewGraph

ROWS: Final = 60
"""Rows of a timeline by default: what fits on a sheet that can still be read."""
TOTAL: Final = "https://w3id.org/enishi/id/budget/"
HOLDER: Final = frozenset({"Place", "Organization", "Agent"})


def network(
    graph: Graph,
    *,
    group: Literal["kind", "region"] = "kind",
    limit: int | None = LIMIT,
    lang: Lang = "ja",
    confirmed_only: bool = False,
) -> ViewGraph:
    """All things and their ties (the things with most ties, up to ``limit``), grouped by kind or by country."""
    facts, lost = busiest(graph, limit, confirmed_only=confirmed_only)
    view = cut(graph, facts)
    left = list(kinds_of(graph, lost, lang))
    if group == "region":
        _grouped(graph, view)
    view.graph.update(title=Words(lang).say("queries.view.whole"), left_out=tuple(left), picture="network")
    return view


def projects(graph: Graph, *, limit: int = LIMIT, lang: Lang = "ja", confirmed_only: bool = False) -> ViewGraph:
    """Who carries out what, and where: ties from projects and the like to bodies and to places abroad or at home.

    A project is drawn where both is known, or where it is done. Raises ``NothingFound`` where there is none.
    """
    schema, kinds = load_schema(), _kinds(graph)
    chains: dict[str, list[StatedFact]] = {}
    placed: set[str] = set()
    for fact in (fact for fact in graph.facts() if drawn(fact, confirmed_only)):
        one, other = kinds[fact.subject], kinds[str(fact.object)]
        if schema.is_a(one, {"Project", "Programme"}) and schema.is_a(
            other, {"Place", "Company", "Alliance", "Organization"}
        ):
            chains.setdefault(fact.subject, []).append(fact)
            if schema.is_a(other, {"Place"}):
                placed.add(fact.subject)
    ranked = sorted(placed, key=lambda iri: (-len(chains[iri]), iri))
    facts: list[StatedFact] = []
    things: set[str] = set()
    for iri in ranked:
        more = things.union(*(_ends(fact) for fact in chains[iri]))
        if len(more) <= limit:
            things = more
            facts += chains[iri]
    if not facts:
        raise NothingFound("projects_none")
    view = cut(graph, facts)
    left = kinds_of(graph, [iri for iri in chains if iri not in things], lang)
    view.graph.update(title=Words(lang).say("queries.view.projects"), left_out=left, picture="projects")
    return view


def timeline(
    graph: Graph, iri: str | None = None, *, limit: int = ROWS, lang: Lang = "ja", confirmed_only: bool = False
) -> ViewGraph:
    """Dated ties of an entity (or of all), the core ones first where not all fit; the others are counted."""
    schema, words = load_schema(), Words(lang)
    found = graph.facts(touching=iri) if iri else graph.facts()
    facts = [fact for fact in found if drawn(fact, confirmed_only)]
    dated = [fact for fact in facts if _has_date(fact)]
    if not dated:
        raise NothingFound("timeline_none")
    ranked = sorted(dated, key=lambda f: (schema.relation(f.relation).tier, f.since or f.until or "", f.id))
    view = cut(graph, ranked[:limit])
    left = [(words.say("queries.view.over"), len(ranked) - limit)] if len(ranked) > limit else []
    if undated := len(facts) - len(dated):
        left.append((words.say("queries.view.undated"), undated))
    name = _named(graph, iri, lang) if iri else ""
    title = words.say("queries.view.timeline", name=name) if iri else words.say("queries.view.timeline_all")
    centre = iri if iri in view else None
    view.graph.update(title=title, left_out=tuple(left), picture="timeline", centre=centre)
    return view


def changes(
    graph: Graph,
    added: Iterable[str],
    kept: Iterable[str],
    gone: Iterable[str],
    *,
    between: tuple[str, str] = ("", ""),
    only: Collection[str] | None = None,
    lang: Lang = "ja",
    confirmed_only: bool = False,
) -> ViewGraph:
    """A comparison from three sets of statements (IRIs); ``between`` names the earlier and the later report,
    ``only`` the documents (IRIs) to cite where not all that say a statement are meant.

    A statement that is in two of the sets is kept. Raises ``NothingFound`` where none of them is to be drawn.
    """
    change = dict.fromkeys(gone, "gone") | dict.fromkeys(added, "added")
    twice = set(gone) & set(added)
    change |= dict.fromkeys((*kept, *twice), "kept")
    facts = [fact for fact in graph.facts(sorted(change)) if drawn(fact, confirmed_only)]
    if not facts:
        raise NothingFound("picture_changes_none")
    if only is not None:
        cited = [tuple(r for r in fact.references if r.document in only) for fact in facts]
        facts = [replace(fact, references=references) for fact, references in zip(facts, cited, strict=True)]
    view = cut(graph, facts)
    for *_, key, attributes in view.edges(keys=True, data=True):
        attributes["change"] = change[key]
    title = Words(lang).say("queries.view.changes", before=between[0], after=between[1])
    view.graph.update(title=title, picture="changes", compared=between)
    return view


def compared(
    graph: Graph,
    before: str,
    after: str,
    *,
    of: Iterable[str] = (),
    lang: Lang = "ja",
    confirmed_only: bool = False,
) -> ViewGraph:
    """What the ties of two documents (names, titles or IRIs) have in common, and what only one of them says.

    ``of`` names things, kinds or relations that alone are drawn.
    """
    one, other = _document(graph, before), _document(graph, after)
    both = {one[0], other[0]}
    facts = [fact for fact in graph.facts() if not both.isdisjoint(r.document for r in fact.references)]
    concern = read_concern(graph, of)
    if concern.asked:
        facts = concern.stated(facts, {entity.iri: entity for entity in graph.entities()})
    sets: dict[str, list[str]] = {"added": [], "kept": [], "gone": []}
    for fact in facts:
        said = {reference.document for reference in fact.references}
        sets["kept" if both <= said else "gone" if one[0] in said else "added"].append(fact.id)
    return changes(
        graph, **sets, between=(one[1], other[1]), only=(one[0], other[0]), lang=lang, confirmed_only=confirmed_only
    )


def world(
    graph: Graph, iri: str | None = None, *, limit: int = LIMIT, lang: Lang = "ja", confirmed_only: bool = False
) -> ViewGraph:
    """Cities and what stands in them, with the ties of one entity, or of all; the position of each that has one.

    What the authority list gives no position, but a tie puts in one city alone, has that city's.
    """
    words = Words(lang)
    everything = [fact for fact in graph.facts() if drawn(fact, confirmed_only)]
    facts = [f for f in everything if iri in _ends(f)] if iri else everything
    if not facts:
        raise NothingFound("map_none")
    ties = Counter(end for fact in facts for end in _ends(fact))
    ranked = sorted(ties, key=lambda each: (each != iri, -ties[each], each))
    kept = set(ranked[:limit])
    view = cut(graph, [fact for fact in facts if set(_ends(fact)) <= kept])
    places = {entity.iri: position for entity in graph.entities() if (position := _position(entity))}
    stands = _stands(graph, everything)
    for node, attributes in view.nodes(data=True):
        position = places.get(node) or places.get(stands.get(node, ""))
        if position:
            attributes["position"] = position
    left = kinds_of(graph, ranked[limit:], lang)
    name = _named(graph, iri, lang) if iri else ""
    title = words.say("queries.view.map", name=name) if iri else words.say("queries.view.map_all")
    view.graph.update(title=title, left_out=left, picture="map", centre=iri if iri in view else None)
    return view


def budget(graph: Graph, year: str | None = None, *, lang: Lang = "ja", confirmed_only: bool = False) -> ViewGraph:
    """The amounts of a fiscal year (by default the latest that has any): each budget line under the one of which
    it is a part, else under the printed total or the year's sum. Other years, and lines that stand beside the
    total, are counted. Raises ``NothingFound`` where none is known.
    """
    words = Words(lang)
    said = graph.facts(of_relations(graph, RELATIONS))
    facts = [f for f in said if f.status.asserts and not (confirmed_only and f.trust is Trust.MACHINE)]
    by_year: dict[int, dict[str, Line]] = {}
    for line in budget_lines(facts, ends_of(graph, facts)):
        if line.year and line.amount > 0:
            by_year.setdefault(read_fiscal_year(line.year), {})[line.iri] = line
    wanted = read_year(year) if year else max(by_year, default=0)
    lines = by_year.get(wanted, {})
    if not lines:
        raise NothingFound("picture_budget_none")
    totals = [line for line in lines.values() if line.parts and line.parts[0].summed]
    whole = totals[0].iri if len(totals) == 1 else f"{TOTAL}{wanted}"
    beside = [line.iri for line in lines.values() if len(totals) == 1 and line.whole is None and line.iri != whole]
    lines = {iri: line for iri, line in sorted(lines.items()) if iri not in beside}
    view = cut(graph, [], lines)
    if len(totals) != 1:
        name, name_en = (Words(each).say("queries.view.budget_total", year=wanted) for each in ("ja", "en"))
        view.add_node(whole, kind="BudgetLine", name=name, nameEn=name_en)
    cited = cut(graph, [line.fact for line in lines.values()], values=True)
    about = {key: attributes for *_, key, attributes in cited.edges(keys=True, data=True)}
    for iri, line in lines.items():
        if iri != whole:
            over = line.whole.iri if line.whole and line.whole.iri in lines else whole
            view.add_edge(iri, over, key=line.fact.id, **about[line.fact.id], amount=line.amount)
    left = [
        (words.say("queries.view.budget_year", year=each), len(found))
        for each, found in sorted(by_year.items())
        if each != wanted
    ]
    if beside:
        left.append((words.say("queries.view.budget_beside"), len(beside)))
    view.graph.update(
        title=words.say("queries.view.budget", year=wanted),
        left_out=tuple(left),
        centre=whole,
        picture="budget",
        documents=cited.graph["documents"],
        as_of=f"FY{wanted}",
    )
    return view


def _ends(fact: StatedFact) -> tuple[str, str]:
    return fact.subject, str(fact.object)


def _kinds(graph: Graph) -> dict[str, str]:
    return {entity.iri: entity.kind for entity in graph.entities()}


def _named(graph: Graph, iri: str, lang: Lang) -> str:
    found = graph.entities([iri])
    return found[0].name(lang) if found else iri


def _has_date(fact: StatedFact) -> bool:
    return any(
        text and text != ".." and (parse(text).earliest or parse(text).latest) for text in (fact.since, fact.until)
    )


def _document(graph: Graph, name: str) -> tuple[str, str]:
    documents = graph.documents(text=False)
    if document := called(name, documents):
        return document.iri, document.title or document.name
    raise NothingFound("document_unnamed", name=name, known=[document.name for document in documents])


def _position(entity: Entity) -> tuple[float, float] | None:
    about = dict(entity.attributes)
    if "latitude" not in about or "longitude" not in about:
        return None
    return float(about["latitude"]), float(about["longitude"])


def _stands(graph: Graph, facts: Iterable[StatedFact]) -> dict[str, str]:
    """The one city in which a thing stands, where a relation whose range is places says so."""
    schema, kinds = load_schema(), _kinds(graph)
    found: dict[str, set[str]] = {}
    for fact in facts:
        relation = schema.relation(fact.relation)
        stands = not schema.is_a(kinds[fact.subject], {"Place"}) and set(relation.range) == {"Place"}
        if stands and schema.is_a(kinds[str(fact.object)], {"City"}):
            found.setdefault(fact.subject, set()).add(str(fact.object))
    return {iri: next(iter(cities)) for iri, cities in found.items() if len(cities) == 1}


def _grouped(graph: Graph, view: ViewGraph) -> None:
    """Give each node its country: its own, that of the place it is in, else none named."""
    entities = {entity.iri: entity for entity in graph.entities()}
    countries: dict[str, Any] = {
        dict(e.attributes).get("countryCode", e.iri.rpartition("/")[2]): e
        for e in entities.values()
        if e.kind == "Country"
    }
    codes = {iri: code for iri, e in entities.items() if (code := e.country)}
    codes |= {e.iri: code for code, e in countries.items()}
    schema, ring = load_schema(), set(view)
    standing: dict[str, StatedFact] = {}
    for _ in range(3):  # an office in a port in a city in a country
        found = outline.around(graph, ring - codes.keys())
        placed = [f for f in found if "Place" in schema.relation(f.relation).range and f.subject in ring]
        standing |= {fact.id: fact for fact in placed}
        ring = {str(fact.object) for fact in placed}
    for _ in range(3):
        for _, fact in sorted(standing.items()):
            if fact.subject not in codes and (code := codes.get(str(fact.object))):
                codes[fact.subject] = code
    for node, attributes in view.nodes(data=True):
        code = codes.get(node, "")
        country = countries.get(code)
        if country:
            attributes["group"] = (country.name("ja"), country.name("en"))
        elif code:
            attributes["group"] = country_name(code)
        else:
            attributes["group"] = tuple(Words(each).say("queries.view.no_country") for each in ("ja", "en"))


def country_name(code: str) -> tuple[str, str]:
    """A country's names by its ISO code, as the authority list has them; the code itself where it has none."""
    from ...ingest.names.gazetteer import Table  # noqa: PLC0415

    for number in range(len((table := Table.read("N")).lines)):
        row = table.row(number)
        if row["id"] == code:
            return row["ja"].partition("|")[0], row["en"].partition("|")[0]
    return code, code
