"""The command anniversaries: what is coming, as rows, a calendar, a planning sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..errors import NothingFound, UsageError
from .asking import answer_text, filters
from .comparing import filled
from .graphs import graph_option, reading
from .output import PATH, deliver, deliver_bytes, form_of, output_options
from .speaking import Call, command, option


@command(
    "anniversaries",
    graph_option(),
    option("--fiscal-year", metavar="YEAR", default=None),
    option("--year", metavar="YEAR", default=None),
    option("--from", "start", metavar="DATE", default=None),
    option("--to", "end", metavar="DATE", default=None),
    option("--every", metavar="YEARS", default=None),
    option("--ended", is_flag=True),
    option("--remind", metavar="MONTHS", default="18"),
    option("--ics", type=PATH, metavar="FILE", default=None),
    option("--xlsx", type=PATH, metavar="FILE", default=None),
    *filters(),
    *output_options(),
)
def anniversaries(
    call: Call, location: str, remind: str, ics: Path | None, xlsx: Path | None, **options: Any
) -> None:
    """The anniversaries that are coming."""
    from ..queries.answer import ask  # noqa: PLC0415
    from ..queries.planning.milestone import read_reminders  # noqa: PLC0415

    reminders = read_reminders(remind)
    form = form_of(options["as_json"], options["as_csv"], options["output"], piped="table")
    with reading(location) as graph:
        answer = ask(
            graph,
            "anniversaries",
            _parameters(**options),
            language=options["language"],
            lang=call.words.lang,
            as_of=options["as_of"],
            confirmed_only=options["confirmed_only"],
        )
        if not answer.rows:
            filled(graph, location)
    deliver([answer_text(answer, form)], options["output"], mark=form == "csv")
    if not answer.rows:
        raise NothingFound("rows_none")
    if ics:
        from ..queries.planning.calendar_file import to_ics  # noqa: PLC0415

        deliver_bytes(to_ics(answer, reminders=reminders), ics)
        call.tell("plans.files.calendar", file=ics, count=len(answer.rows))
    if xlsx:
        from ..queries.planning.planning_sheet import to_xlsx  # noqa: PLC0415

        deliver_bytes(to_xlsx(answer, reminders=reminders), xlsx)
        call.tell("plans.files.sheet", file=xlsx, count=len(answer.rows))


def _parameters(**options: Any) -> dict[str, object]:
    year = options["year"]
    if year and (options["fiscal_year"] or options["start"] or options["end"]):
        raise UsageError("window_missing")
    said = {
        "fiscal_year": options["fiscal_year"],
        "start": year or options["start"],
        "end": year or options["end"],
        "every": options["every"],
        "ended": "yes" if options["ended"] else None,
    }
    return {name: value for name, value in said.items() if value is not None}
