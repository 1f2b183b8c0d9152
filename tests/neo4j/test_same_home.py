"""What holds for a graph in a file holds for one on a server: the same tests, word for word."""

from __future__ import annotations

from ..graph.test_dump import *  # noqa: F403
from ..graph.test_reading import *  # noqa: F403
from ..graph.test_sparql import *  # noqa: F403
from ..graph.test_writing import *  # noqa: F403
