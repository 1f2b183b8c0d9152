"""What holds for a graph in a file holds for one on a server: the same tests, word for word.

Left out: those that look into the file itself, and those that need two graphs at once (here there is one database).
"""

from __future__ import annotations

from ..graph import test_dump, test_reading, test_sparql, test_writing
from ..graph.test_dump import *  # noqa: F403
from ..graph.test_reading import *  # noqa: F403
from ..graph.test_sparql import *  # noqa: F403
from ..graph.test_writing import *  # noqa: F403

_OTHERWISE = (
    test_dump.test_loading_a_dump_into_a_new_file_gives_the_same_graph,
    test_dump.test_a_dump_that_lacks_evidence_is_refused,
    test_sparql.test_a_process_that_dies_is_replaced,
    test_writing.test_recomputing_puts_right_what_does_not_follow,
)
for _test in _OTHERWISE:
    del globals()[_test.__name__]
assert test_reading
