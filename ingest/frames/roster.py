"""All frames in the order in which they read a sentence, each with what it needs to say anything of it.

What always holds: a frame that is not asked would have said nothing. The needs are those that the frame's first
lines state; here they are known for all frames at once, so that a sentence calls only those that may speak.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from ..matching.engine import Draft
from ..matching.reading import Reading
from .bodies import bodies
from .events.attendance import attendance
from .events.diary import diary, in_brackets, labelled
from .events.events import events
from .events.gathered import gathered
from .events.gatherings import headed
from .events.held_days import held_days
from .events.hosted_by_clause import hosted_by_clause
from .events.hosts import hosts
from .events.hosts_beside import hosts_beside
from .events.news_asides import news_asides
from .events.news_events import news_events
from .events.notices import notices
from .events.occasions import occasions
from .events.organisers import organisers
from .events.outcomes import outcomes
from .events.participation import participation
from .events.puts_on import puts_on
from .events.told_of_events import told_of_events
from .events.told_venues import told_venues
from .events.venues import venues
from .members.awards import awards
from .members.belonging import belonging
from .members.conferred import GIVERS, conferred
from .members.counted_members import counted_members
from .members.enrolments import enrolments
from .members.honours import honours
from .members.host_towns import host_towns
from .members.joined_later import joined_later
from .members.member_counts import member_counts
from .members.member_totals import member_totals
from .members.members_named import members_named
from .members.membership_figures import membership_figures
from .members.networks import members, roles, titles
from .members.posts import posts
from .members.residents import residents
from .members.shared_titles import shared_titles
from .pacts.accords import accords
from .pacts.body_pacts import body_pacts
from .pacts.body_pairs import body_pairs
from .pacts.dated_papers import dated_papers
from .pacts.joint_papers import joint_papers
from .pacts.news_pacts import news_pacts
from .pacts.pacts import pacts
from .pacts.papers_by_year import papers_by_year
from .pacts.papers_in_turn import papers_in_turn
from .pacts.renewals import renewals
from .pacts.several_signers import several_signers
from .pacts.signed_for import signed_for
from .pacts.signed_there import agreed_there, signed_there
from .places.bodies_here import bodies_here
from .places.body_places import field_of_body
from .places.body_places import in_brackets as place_in_brackets
from .places.built_there import built_there
from .places.bureaus import bureaus, opens_plainly
from .places.came_about import came_about, opened_in_house
from .places.founding import founding, founding_meetings
from .places.initials import initials
from .places.kept_offices import kept_offices
from .places.lies_english import lies_english
from .places.offices import offices
from .places.offices_english import offices_english
from .places.opened_offices import opened_offices
from .places.own_offices import own_offices
from .places.places import in_countries, in_regions, in_states, seated, standing_in, tenants
from .places.premises import premises
from .places.seat_days import seat_days
from .places.seats import seats
from .places.shared_houses import shared_houses
from .places.told_places import told_places
from .places.whereabouts import whereabouts
from .rows.headed_works import placed_works
from .rows.port_sections import port_sections
from .rows.undertakings import undertakings
from .scene import Scene
from .ties.anniversaries import anniversaries
from .ties.anniversary_events import anniversary_events
from .ties.answers import answers
from .ties.bonds import bonds
from .ties.brief_lines import brief_lines
from .ties.dates_in_turn import dates_in_turn
from .ties.exchanges import exchanges
from .ties.exchanges_english import exchanges_english
from .ties.grown import grown
from .ties.headed_prose import headed_prose
from .ties.jubilees import jubilees
from .ties.kin_told import kin_told
from .ties.links_listed import links_listed
from .ties.others_listed import others_listed
from .ties.pair_jubilees import pair_jubilees
from .ties.pairs import pairs
from .ties.partners_told import partners_told
from .ties.ports_english import ports_english
from .ties.section_ties import section_ties
from .ties.ties import ties
from .ties.ties_also import ties_also
from .ties.ties_of_others import ties_of_others
from .ties.told_below import told_below
from .ties.told_by_clause import told_by_clause
from .ties.turned_since import turned_since
from .ties.twins import twins, twins_go_on, twins_turn
from .ties.two_told import two_told
from .ties.with_the_same import tied_with_the_same, with_the_same
from .ties.with_whom import unsaid
from .words import may_be_said
from .works.accounts import accounts
from .works.aid import aid
from .works.given import given
from .works.help_listed import help_listed
from .works.help_told import help_told
from .works.programmes import jurisdictions, programmes
from .works.projects import projects, support
from .works.work_lines import work_lines, work_lines_english, work_phases
from .works.works_agreed import works_agreed


class Asked(NamedTuple):
    """A frame and what it needs: a language, nouns (one of each of ``kinds``), words (one of ``says``), a date."""

    frame: Callable[[Scene], Iterator[Draft]]
    lang: str = ""
    kinds: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    dated: bool = False


_Frame: TypeAlias = Callable[[Scene], Iterator[Draft]]

_PLACE = "City|Prefecture|Region"

_FRAMES = (
    Asked(in_countries, kinds=("Country", _PLACE)),
    Asked(in_regions, kinds=("Country",)),
    Asked(in_states, kinds=("Region|Prefecture", "City|Ward")),
    Asked(place_in_brackets, "ja", kinds=("Office|Facility|Organization", f"{_PLACE}|Country|Ward")),
    Asked(field_of_body, "ja", kinds=("City|Ward|Date",)),
    Asked(told_places, "ja", kinds=("City|Region",)),
    Asked(standing_in, kinds=("Organization|Facility",)),
    Asked(seated, kinds=("City|Self|Facility",)),
    Asked(tenants, kinds=("Facility",)),
    Asked(premises, kinds=("City|Self|Office|Organization",)),
    Asked(shared_houses, "ja", kinds=("Organization|Facility",)),
    Asked(whereabouts, "en", kinds=(f"{_PLACE}|Country|Facility",)),
    Asked(lies_english, "en", kinds=(f"{_PLACE}|Country|Ward",)),
    Asked(answers, "ja", kinds=("City",)),
    Asked(partners_told, "ja", kinds=("City",), says=("partners_told",)),
    Asked(others_listed, "ja", kinds=("Tie", "City|Region")),
    Asked(pairs, "ja", kinds=("City|Prefecture|Self|Region",)),
    Asked(dates_in_turn, dated=True),
    Asked(told_below, dated=True),
    Asked(told_by_clause, "ja", kinds=("Tie", "City|Region"), dated=True),
    Asked(ports_english, "en", kinds=("City|Port|Date|Anniversary",)),
    Asked(two_told, "en", kinds=("City|Tie|Anniversary|Date",)),
    Asked(kin_told, "en"),
    Asked(news_pacts, "en", kinds=("City|Self|Tie",)),
    Asked(papers_by_year, "en", kinds=("AgreementWord|Agreement",), dated=True),
    Asked(renewals, "en", says=("renewal_en",)),
    Asked(papers_in_turn, "en", kinds=("AgreementWord|Agreement",)),
    Asked(body_pacts, "en"),
    Asked(several_signers, "en", kinds=("City|Self|Organization|InternationalOrganization",)),
    Asked(links_listed, "en", kinds=("City|Region",)),
    Asked(ties),
    Asked(tied_with_the_same, "ja", kinds=("Tie",)),
    Asked(ties_also, "ja", kinds=("Tie", "City|Region")),
    Asked(ties_of_others, "ja", kinds=("Tie", "City|Region")),
    Asked(grown, "ja", kinds=("Tie",), dated=True),
    Asked(bonds, "en", dated=True),
    Asked(section_ties, "en", dated=True),
    Asked(brief_lines, "en", kinds=("City|Tie|AgreementWord",)),
    Asked(signed_there, "ja", kinds=("Tie", "City")),
    Asked(agreed_there, "ja", kinds=("AgreementWord",)),
    Asked(anniversaries, kinds=("Anniversary",)),
    Asked(pair_jubilees, kinds=("Anniversary",)),
    Asked(jubilees, "en"),
    Asked(turned_since, "ja", kinds=("City|Country|Region",)),
    Asked(anniversary_events, "ja", kinds=("Event",)),
    Asked(hosted_by_clause, "en", kinds=("Event",), dated=True),
    Asked(events),
    Asked(held_days, "ja", dated=True),
    Asked(hosts, "ja", says=("hosts",)),
    Asked(hosts, "en"),
    Asked(hosts_beside, "en", kinds=("City|Event|EventSeries",), dated=True),
    Asked(headed, "ja", says=("held_of_heading",), dated=True),
    Asked(occasions, "ja", dated=True),
    Asked(notices, "ja"),
    Asked(diary, "en", kinds=("Event",), dated=True),
    Asked(labelled, "ja", kinds=("Event",), dated=True),
    Asked(in_brackets, "en", kinds=("Event",), dated=True),
    Asked(organisers, says=("organised", "organising_en")),
    Asked(venues, "ja"),
    Asked(told_venues, "ja"),
    Asked(attendance, kinds=("Count",)),
    Asked(participation, "ja", says=("took_part",)),
    Asked(participation, "en"),
    Asked(outcomes, says=("outcome", "outcome_en")),
    Asked(founding, "ja", says=("founded",), dated=True),
    Asked(founding, "en", dated=True),
    Asked(came_about, "ja"),
    Asked(built_there, "ja", kinds=("City|Ward|Region|Facility|Anaphor",), says=("built",)),
    Asked(opened_in_house, "ja", kinds=("Office|Facility",)),
    Asked(founding_meetings, "ja", kinds=("Event|Programme",), dated=True),
    Asked(own_offices, "en", kinds=("City|Country",)),
    Asked(opened_offices, "en", kinds=("City|Country",)),
    Asked(offices_english, "en", kinds=("City|Country|Region",), dated=True),
    Asked(kept_offices, "ja"),
    Asked(offices),
    Asked(bureaus, "ja", kinds=("City|Country",)),
    Asked(opens_plainly, "ja", kinds=("City|Country",), dated=True),
    Asked(bodies_here, "ja", kinds=("Organization",)),
    Asked(enrolments, "en", kinds=("CityNetwork|Organization|Alliance",)),
    Asked(joined_later, "en", kinds=("City|Prefecture|Self",), dated=True),
    Asked(members, says=("joined", "joins_en")),
    Asked(members_named, kinds=("City|Self",)),
    Asked(member_counts, "ja"),
    Asked(counted_members, "en"),
    Asked(roles, says=("role", "role_en")),
    Asked(conferred, "ja", kinds=(GIVERS,)),
    Asked(titles, says=("titled", "titled_en")),
    Asked(belonging, "en"),
    Asked(honours, "en"),
    Asked(awards, "ja", dated=True),
    Asked(seats, "en"),
    Asked(seat_days, "en", kinds=("Organization|Office",)),
    Asked(member_totals, "en"),
    Asked(membership_figures, "ja"),
    Asked(posts, "en"),
    Asked(joint_papers, "ja", kinds=("AgreementWord|Agreement",), says=("signed",)),
    Asked(pacts),
    Asked(dated_papers, kinds=("AgreementWord|Agreement",), dated=True),
    Asked(port_sections, dated=True),
    Asked(headed_prose, "ja", kinds=("Tie|AgreementWord",), dated=True),
    Asked(signed_for, "ja", kinds=("AgreementWord|Agreement",), says=("signed",)),
    Asked(with_the_same, "ja", kinds=("AgreementWord|Agreement|Quoted",)),
    Asked(unsaid, "ja", kinds=("AgreementWord",), says=("signed",)),
    Asked(body_pairs, "ja"),
    Asked(twins, "ja", says=("twinned",)),
    Asked(twins_go_on, "ja", kinds=("Port|Facility|University|EducationalInstitution",), dated=True),
    Asked(twins_turn, "ja", kinds=("Anniversary",), dated=True),
    Asked(accords, "en", kinds=("AgreementWord|Agreement",)),
    Asked(bodies),
    Asked(projects),
    Asked(placed_works, "ja", dated=True),
    Asked(work_lines, "ja", kinds=("Country|City",), dated=True),
    Asked(work_lines_english, "en", kinds=("Country",), dated=True),
    Asked(work_phases, dated=True),
    Asked(help_told, "en"),
    Asked(
        works_agreed, "ja", kinds=("Country|NationalGovernment|InternationalOrganization|Organization",), dated=True
    ),
    Asked(support, says=("supported", "supported_en")),
    Asked(aid, "ja", says=("aid_came", "aid_went")),
    Asked(aid, "en"),
    Asked(given, "en", kinds=("City|Country",)),
    Asked(help_listed, "en"),
    Asked(shared_titles, "ja"),
    Asked(programmes, "ja"),
    Asked(jurisdictions, kinds=("Ordinance|Plan",)),
    Asked(residents, "ja", kinds=("Count",)),
    Asked(residents, "en"),
    Asked(accounts, kinds=("MoneyJPY",)),
    Asked(undertakings, "ja"),
    Asked(exchanges, "ja", says=("exchanging",)),
    Asked(exchanges_english, "en"),
    Asked(host_towns, "ja"),
    Asked(gathered, "en"),
    Asked(initials, "en"),
    Asked(puts_on, "en", kinds=("Event",)),
    Asked(told_of_events, "en", kinds=("Event",)),
    Asked(news_events, "en"),
    Asked(news_asides, "en", dated=True),
)


class Roster:
    """The frames that may say something of a sentence; one for all documents."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._of = lru_cache(1 << 12)(self._of_kinds)
        self._with = lru_cache(1 << 14)(self._with_words)

    def frames(self, scene: Scene) -> Sequence[_Frame]:
        """Those that may say something of the sentence, in order."""
        return self._with(scene.kinds, "ja" if scene.japanese else "en", scene.sayable, bool(scene.dates))

    def _with_words(self, present: frozenset[str], lang: str, said: frozenset[str], dated: bool) -> list[_Frame]:
        """Those whose words may stand in it too, and that find a date where they need one."""
        return [
            asked.frame
            for asked in self._of(present, lang)
            if (dated or not asked.dated)
            and (not asked.says or any(may_be_said(name, said) for name in asked.says))
        ]

    def _of_kinds(self, present: frozenset[str], lang: str) -> tuple[Asked, ...]:
        """Those whose language it is, and whose nouns stand in it."""
        return tuple(
            asked
            for asked in _FRAMES
            if asked.lang in ("", lang) and all(self._reading.among(kinds, present) for kinds in asked.kinds)
        )
