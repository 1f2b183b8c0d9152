"""The reference page of the vocabulary, in either language, made from the schema alone.

``python -m enishi.ontology.reference docs/reference`` writes ``ontology.en.md`` and ``ontology.ja.md``; the
same ontology gives the same bytes. Each relation comes with a query in SPARQL and in Cypher that runs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ..words import LANGS, Lang, Words
from .model import ONTOLOGY
from .paths import sparql_path
from .schema import KindClass, Property, Relation, Schema, load_schema


def page(lang: Lang, schema: Schema | None = None) -> str:
    """The whole page as Markdown."""
    return "\n".join(_Page(lang, schema or load_schema()).lines()) + "\n"


def sparql_example(relation: Relation) -> str:
    """A SPARQL 1.1 query for the ties of a relation with the statements that say them.

    >>> from enishi.ontology.schema import load_schema
    >>> print(sparql_example(load_schema().relation("sister_city_of")))
    PREFIX : <https://w3id.org/enishi/ontology#>
    PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
    SELECT ?subject ?object ?statement WHERE {
      ?statement rdf:subject ?s ; rdf:predicate :sisterCityOf ; rdf:object ?o .
      ?s :name ?subject .
      ?o :name ?object .
    } ORDER BY ?subject ?object ?statement
    """
    shown = {(True, False): ":value", (False, True): ":name"}.get(_ends_in(relation), ":name|:value")
    return "\n".join(
        (
            f"PREFIX : <{ONTOLOGY}>",
            "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>",
            "SELECT ?subject ?object ?statement WHERE {",
            f"  ?statement rdf:subject ?s ; rdf:predicate :{relation.name} ; rdf:object ?o .",
            "  ?s :name ?subject .",
            f"  ?o {shown} ?object .",
            "} ORDER BY ?subject ?object ?statement",
        )
    )


def cypher_example(relation: Relation) -> str:
    """A Cypher query for the ties of a relation with the statements that say them.

    >>> from enishi.ontology.schema import load_schema
    >>> print(cypher_example(load_schema().relation("established_on")))
    MATCH (s)-[r:ESTABLISHED_ON]->(o)
    RETURN s.name AS subject, o.value AS object, r.statement AS statement
    ORDER BY subject, object, statement
    """
    objects = {(True, False): "o.value AS object", (False, True): "o.name AS object"}
    shown = objects.get(_ends_in(relation), "o.name AS object, o.value AS value")
    order = "subject, object, value, statement" if shown.endswith("AS value") else "subject, object, statement"
    return (
        f"MATCH (s)-[r:{relation.cypher}]-{'' if relation.symmetric else '>'}(o)\n"
        f"RETURN s.name AS subject, {shown}, r.statement AS statement\n"
        f"ORDER BY {order}"
    )


def _ends_in(relation: Relation) -> tuple[bool, bool]:
    """Whether objects can be values, and whether they can be things."""
    kinds = [load_schema().classes[name].is_value for name in relation.range]
    return any(kinds), not all(kinds)


class _Page:
    def __init__(self, lang: Lang, schema: Schema) -> None:
        self.lang, self.schema, self.words = lang, schema, Words(lang)

    def say(self, key: str, **details: object) -> str:
        return self.words.say(f"reference.{key}", **details)

    def lines(self) -> Iterator[str]:
        yield from (f"# {self.say('title')}", "", self.say("made"), "")
        yield from (self.say("namespace", namespace=ONTOLOGY), "")
        yield from (f"## {self.say('classes')}", "", self.say("classes_intro"), "")
        yield from self.diagram()
        yield from self.table("class_columns", (self.kind_row(kind) for kind in self.schema.classes.values()))
        yield from (f"## {self.say('relations')}", "")
        yield from (self.say("relations_intro", count=len(self.schema.relations)), "")
        for tier in (1, 2, 3):
            yield from (f"### {self.say(f'tier_{tier}')}", "")
            for relation in self.schema.relations.values():
                if relation.tier == tier:
                    yield from self.relation(relation)
        rest = [p for p in self.schema.properties.values() if not p.is_qualifier]
        yield from (f"## {self.say('properties')}", "", self.say("properties_intro"), "")
        yield from self.table("property_columns", (self.property_row(p) for p in rest))
        yield from (f"## {self.say('qualifiers')}", "", self.say("qualifiers_intro"), "")
        rows = (self.row(f"`{n}`", *self.words_of(p)) for n, p in self.schema.qualifiers.items())
        yield from self.table("qualifier_columns", rows)

    def diagram(self) -> Iterator[str]:
        yield from ("```mermaid", "classDiagram", "    direction LR")
        for kind in self.schema.classes.values():
            yield f'    class {kind.name}["{kind.labels[self.lang]}"]'
        for kind in self.schema.classes.values():
            yield from (f"    {parent} <|-- {kind.name}" for parent in self.parents(kind))
        yield from ("```", "")

    def parents(self, kind: KindClass) -> list[str]:
        """The direct superclasses: those that are no superclass of another."""
        above = {name for parent in kind.ancestors for name in self.schema.classes[parent].ancestors}
        return [name for name in kind.ancestors if name not in above]

    def kind_row(self, kind: KindClass) -> str:
        label, meaning = self.words_of(kind)
        above = self.named(self.parents(kind))
        return self.row(
            f"`{kind.name}`", label, above, meaning, f"`{kind.colour}` {kind.shape}", self.near(kind.near)
        )

    def property_row(self, known: Property) -> str:
        label, meaning = self.words_of(known)
        return self.row(f"`{known.name}`", label, self.named(known.domain), self.named(known.range), meaning)

    def relation(self, relation: Relation) -> Iterator[str]:
        label, meaning = self.words_of(relation)
        yield from (f"#### `{relation.name}` {label}", "", meaning, "")
        chains = [" → ".join(self.step(step) for step in chain) for chain in relation.chains]
        marks = [m for m in ("symmetric", "transitive", "functional", "irreflexive") if getattr(relation, m)]
        path = sparql_path(relation.name, self.schema)
        reading = relation.verbalisations[self.lang].format(subject=self.say("subject"), object=self.say("object"))
        for key, text in (
            ("domain", self.named(relation.domain)),
            ("range", self.named(relation.range)),
            ("reading", reading),
            ("keys", self.named(relation.key_qualifiers)),
            ("parents", self.named(relation.parents)),
            ("inverse_parents", self.named(relation.inverse_parents)),
            ("equivalents", self.named(relation.equivalents)),
            ("chains", "; ".join(chains)),
            ("character", self.join(self.say(mark) for mark in marks)),
            ("path", "" if path == f":{relation.name}" else f"`{path}`"),
            ("near", self.near(relation.near)),
        ):
            if text:
                yield f"- {self.say(key)}: {text}"
        yield from ("", "```sparql", sparql_example(relation), "```", "")
        yield from ("```cypher", cypher_example(relation), "```", "")

    def step(self, step: str) -> str:
        name = f"`{step.removeprefix('-')}`"
        return self.say("backwards", name=name) if step.startswith("-") else name

    def words_of(self, thing: KindClass | Property | Relation) -> tuple[str, str]:
        return thing.labels[self.lang], thing.definitions[self.lang].replace("|", "\\|")

    def table(self, columns: str, rows: Iterable[str]) -> Iterator[str]:
        head = self.say(columns)
        yield from (head, "|" + " --- |" * (head.count("|") - 1), *rows, "")

    @staticmethod
    def row(*cells: str) -> str:
        return "| " + " | ".join(cells) + " |"

    def named(self, names: Iterable[str]) -> str:
        return self.join(f"`{name}`" for name in sorted(names))

    def near(self, names: Iterable[str]) -> str:
        return self.join(f"`{name}`" for name in names)

    def join(self, parts: Iterable[str]) -> str:
        return self.words.say("shapes.separator").join(parts)


def write_pages(folder: Path, name: str, page: Callable[[Lang], str]) -> None:
    """Write a generated page of the handbook in both languages: ``name.en.md`` and ``name.ja.md``."""
    folder.mkdir(parents=True, exist_ok=True)
    for lang in LANGS:
        (folder / f"{name}.{lang}.md").write_text(page(lang), encoding="utf-8", newline="\n")


def main(folder: str) -> None:
    """Write the page in both languages into a folder."""
    write_pages(Path(folder), "ontology", page)


if __name__ == "__main__":
    main(sys.argv[1])
