"""What the endpoints for programs take and give, in OpenAPI 3.1."""

from __future__ import annotations

from typing import Any

from .. import __version__
from ..graph.results import MEDIA_TYPES
from ..queries.catalogue import ParameterType, Question, load_catalogue
from .protocol import GRAPHS, ROWS

_TYPES: dict[ParameterType, str] = {"integer": "integer"}


def openapi() -> dict[str, Any]:
    """The description, the questions of the catalogue included.

    >>> from enishi.web.openapi import openapi
    >>> "/cypher" in openapi()["paths"]
    True
    """
    questions = {f"/en/questions/{q.id}": {"get": _question(q)} for q in load_catalogue().values()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "enishi",
            "version": __version__,
            "description": "Read-only. What is refused, late or busy answers in plain text.",
        },
        "paths": {"/sparql": _sparql(), "/cypher": _cypher(), **questions},
    }


def _responses(content: dict[str, Any]) -> dict[str, Any]:
    text = {"text/plain": {"schema": {"type": "string"}}}
    return {
        "200": {"description": "The answer", "content": content},
        "400": {"description": "The query does not parse, or is refused", "content": text},
        "429": {"description": "Too many queries from one address within a minute", "content": text},
        "503": {"description": "Too slow, too large, or too many at once", "content": text},
    }


def _sparql() -> dict[str, Any]:
    forms = [MEDIA_TYPES[form].partition(";")[0] for form in (*ROWS, *GRAPHS)]
    rows = {"type": "object", "properties": {"head": {"type": "object"}, "results": {"type": "object"}}}
    responses = _responses({form: {"schema": rows if form.endswith("+json") else {}} for form in forms})
    text = {"type": "string"}
    names = {"type": "array", "items": {"type": "string", "format": "iri"}}
    parameters = [
        {"name": "query", "in": "query", "required": True, "schema": text},
        *({"name": f"{kind}-graph-uri", "in": "query", "schema": names} for kind in ("default", "named")),
    ]
    form = {"type": "object", "required": ["query"], "properties": {"query": text}}
    body = {
        "content": {
            "application/sparql-query": {"schema": text},
            "application/x-www-form-urlencoded": {"schema": form},
        }
    }
    about = "SPARQL 1.1 Protocol, query operation"
    return {
        "get": {"summary": about, "operationId": "sparqlGet", "parameters": parameters, "responses": responses},
        "post": {"summary": about, "operationId": "sparqlPost", "requestBody": body, "responses": responses},
    }


def _cypher() -> dict[str, Any]:
    rows = {"type": "array", "items": {"type": "array", "items": {}}}
    columns = {"type": "array", "items": {"type": "string"}}
    table = {"type": "object", "properties": {"columns": columns, "rows": rows}}
    responses = _responses({"application/json": {"schema": table}, "text/csv": {}})
    text = {"type": "string"}
    given = {
        "type": "object",
        "required": ["query"],
        "properties": {"query": text, "parameters": {"type": "object"}},
    }
    body = {"required": True, "content": {"application/json": {"schema": given}}}
    parameters = [{"name": "query", "in": "query", "required": True, "schema": text}]
    about = "A Cypher query that reads"
    return {
        "get": {"summary": about, "operationId": "cypherGet", "parameters": parameters, "responses": responses},
        "post": {"summary": about, "operationId": "cypherPost", "requestBody": body, "responses": responses},
    }


def _question(question: Question) -> dict[str, Any]:
    form = {"name": "format", "in": "query", "required": True, "schema": {"const": "json"}}
    parameters = [
        {
            "name": p.name,
            "in": "query",
            "required": p.required,
            "description": p.label.en,
            "schema": {"type": _TYPES.get(p.type, "string")},
        }
        for p in question.parameters
    ]
    return {
        "summary": question.title.en,
        "operationId": question.id,
        "description": question.description.en,
        "parameters": [form, *parameters],
        "responses": _responses({"application/json": {"schema": {"type": "array", "items": {"type": "object"}}}}),
    }
