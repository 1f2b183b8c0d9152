"""From a relation to the SPARQL property path that finds all that follows for it.

A graph stores what documents say; that an office abroad is a presence in a country follows from the ontology.
The path spells out, for one relation, its sub-relations, inverses, chains, symmetry and transitivity.
"""

from __future__ import annotations

from .schema import Schema, load_schema


def sparql_path(relation: str, schema: Schema | None = None) -> str:
    """A SPARQL 1.1 property path (prefix ``:`` for the ontology) that matches wherever the relation follows.

    A path there and back (two parties to one agreement) matches a thing with itself too: leave that out with
    ``FILTER (?a != ?b)``. An unknown relation raises :class:`~enishi.errors.UnknownName`.

    >>> from enishi.ontology.paths import sparql_path
    >>> sparql_path("operates_office_in")
    ':operatesOfficeIn|:hasOverseasOffice/(:locatedIn|:tenantOf)+'
    >>> sparql_path("hosted_event")
    ':hostCityOf|:hostedEvent|^:organizedBy'
    """
    schema = schema or load_schema()
    declared = schema.relation(relation)
    names = schema.kinds_under(declared.name)
    choices = [f":{name}" for name in names]
    for child in schema.relations.values():
        if not set(names).isdisjoint(child.inverse_parents):
            choices.append("^" + _grouped(sparql_path(child.name, schema)))
    further = ""
    for chain in (chain for name in names for chain in schema.relations[name].chains):
        if chain[0] == declared.name:  # what is held in a city is held in its country
            further = "/" + "/".join(_step(step, schema) for step in chain[1:]).removesuffix("+") + "*"
        else:
            choices.append("/".join(_step(step, schema) for step in chain))
    path = "|".join(choices)
    if declared.symmetric:
        path = f"{path}|^{_grouped(path)}"
    if declared.transitive:
        return f"{_grouped(path)}+"
    return _grouped(path) + further if further else path


def _step(step: str, schema: Schema) -> str:
    path = _grouped(sparql_path(step.removeprefix("-"), schema))
    return f"^{path}" if step.startswith("-") else path


def _grouped(path: str) -> str:
    return f"({path})" if any(sign in path for sign in "|/^") and not _is_group(path) else path


def _is_group(path: str) -> bool:
    """Whether the path is one bracket already, maybe repeated: ``(a|b)+``."""
    return path.startswith("(") and path.find(")") == len(path.rstrip("+*")) - 1 and path.count("(") == 1
