"""Documents of the tests' own wording, as contributions: each sentence with the facts that it states.

What always holds: a quote is cut from the document's text by its offsets; ends and relations are the ontology's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from enishi.ontology.model import (
    ENTITY,
    Contribution,
    Document,
    Entity,
    Name,
    Passage,
    Reference,
    Statement,
    Status,
    Value,
    statement,
)
from enishi.ontology.schema import load_schema


def thing(slug: str, kind: str, ja: str, en: str, *others: Name, **attributes: str) -> Entity:
    names = (Name(ja, "ja", preferred=True), Name(en, "en", preferred=True), *others)
    return Entity(ENTITY + slug, kind, names, tuple(sorted(attributes.items())))


YOKOHAMA = thing("yokohama", "City", "横浜市", "Yokohama", Name("横浜", "ja"), countryCode="JP", latitude="35.44")
LYON = thing("lyon", "City", "リヨン市", "Lyon", countryCode="FR")
MANILA = thing("manila", "City", "マニラ市", "Manila")
CITYNET = thing("citynet", "CityNetwork", "シティネット", "CITYNET")
CHAIR = thing("chair", "Role", "議長都市", "Chair")
LINE = thing("line", "BudgetLine", "国際協力費", "International cooperation")
OFFICE = thing("office", "Office", "フランクフルト事務所", "Yokohama Frankfurt Office")


def fact(
    subject: Entity, relation: str, thing: Entity | Value, key: dict[str, str] | None = None, **said: Any
) -> tuple[Statement, dict[str, Any], tuple[Entity, ...]]:
    target = thing.iri if isinstance(thing, Entity) else thing
    made = statement(subject.iri, relation, target, key=key, symmetric=load_schema().relation(relation).symmetric)
    return made, said, (subject, thing) if isinstance(thing, Entity) else (subject,)


def paper(
    name: str,
    *facts: tuple[Statement, dict[str, Any], tuple[Entity, ...]],
    as_of: str | None = "FY2025",
    sentences: Sequence[str] = (),
    entities: Sequence[Entity] = (),
) -> Contribution:
    """A document with one sentence a fact (of the tests' wording, or that of ``sentences``)."""
    lines = [sentences[n] if n < len(sentences) else f"{name}の第{n}文。" for n in range(max(1, len(facts)))]
    text = "\n".join(lines)
    digest = hashlib.sha256(f"{name}\0{text}".encode()).hexdigest()
    iri = Document.iri_for(digest)
    statements, passages, known, start = [], [], {e.iri: e for e in entities}, 0
    for line, (made, said, ends) in zip(lines, facts, strict=False):
        passages.append(Passage("paragraph", start, start + len(line), page=1, section=("章", "節")))
        reference = Reference(iri, line, start, start + len(line), **said)
        statements.append(Statement(made.subject, made.relation, made.object, made.key, (reference,)))
        known |= {e.iri: e for e in ends if e.iri not in known}
        start += len(line) + 1
    unquoted = Passage("heading", len(text), len(text))
    document = Document(iri, name, text, f"{name}の題", "ja", "text/plain", digest, as_of, (*passages, unquoted))
    return Contribution(document, tuple(known.values()), tuple(statements))


def budget(amount: str, year: str = "FY2021", **said: Any) -> tuple[Statement, dict[str, Any], tuple[Entity, ...]]:
    return fact(LINE, "budgetAmount", Value("MoneyJPY", amount), {"fiscalYear": year}, **said)


REPORT = paper(
    "report",
    fact(YOKOHAMA, "sisterCityOf", LYON, since="1959", qualifiers=(("topic", "文化"),)),
    budget("255555000"),
    fact(YOKOHAMA, "sisterCityOf", MANILA, status=Status.PLANNED),
    sentences=(
        "横浜市とリヨン市は1959年から姉妹都市です。",
        "令和3年度は2億5,555万5千円。",
        "マニラ市との提携を検討。",
    ),
)
LEAFLET = paper(
    "leaflet",
    fact(LYON, "sisterCityOf", YOKOHAMA, since="1959-04", as_of="FY2021", page=3),
    fact(YOKOHAMA, "memberOf", CITYNET),
    as_of="FY2021",
)
