"""Spellings of a relation's name: ``sisterCityOf`` (RDF), ``sister_city_of`` (files), ``SISTER_CITY_OF`` (Cypher).

:func:`snake`, :func:`camel` and :func:`screaming` take any of the three and give one; for the names of the
ontology, which hold no digits and no two capitals in a row, going there and back changes nothing.
"""

from __future__ import annotations

import re
from typing import Final

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def snake(name: str) -> str:
    """A name as fact files write it.

    >>> from enishi.ontology.spelling import snake
    >>> snake("sisterCityOf"), snake("SISTER_CITY_OF"), snake("asOf")
    ('sister_city_of', 'sister_city_of', 'as_of')
    """
    return (name if "_" in name else _HUMP.sub("_", name)).lower()


def camel(name: str) -> str:
    """A name as RDF writes it.

    >>> from enishi.ontology.spelling import camel
    >>> camel("sister_city_of"), camel("SISTER_CITY_OF"), camel("CONCERNS")
    ('sisterCityOf', 'sisterCityOf', 'concerns')
    """
    first, *rest = snake(name).split("_") if "_" in name or not name.isupper() else [name.lower()]
    return first + "".join(part.capitalize() for part in rest)


def screaming(name: str) -> str:
    """A relation's name as Cypher writes it.

    >>> from enishi.ontology.spelling import screaming
    >>> screaming("sisterCityOf"), screaming("concerns")
    ('SISTER_CITY_OF', 'CONCERNS')
    """
    return snake(name).upper()


_DIGRAPHS: Final = str.maketrans(
    {"Å": "Aa", "å": "aa", "Ä": "Ae", "ä": "ae", "Ö": "Oe", "ö": "oe", "Ø": "Oe", "ø": "oe", "Ü": "Ue", "ü": "ue"}
)


def spelled_out(name: str) -> str:
    """A name as it is written where the letters of its language are wanting.

    >>> from enishi.ontology.spelling import spelled_out
    >>> spelled_out("Århus"), spelled_out("Düsseldorf"), spelled_out("Lyon")
    ('Aarhus', 'Duesseldorf', 'Lyon')
    """
    return name.translate(_DIGRAPHS)
