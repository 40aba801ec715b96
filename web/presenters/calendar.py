"""The days of an enterprise as a calendar file (RFC 5545) that programs take and keep up to date."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from icalendar import Alarm, Calendar, Event
from markupsafe import Markup

from credit.domain.accounts import Standing
from credit.domain.agenda import AgendaItem
from credit.domain.labels import zh
from web.presenters.due import title
from web.presenters.frame import segment
from web.presenters.speech import Speech

_DAYS_BEFORE = (7, 1)
_EXPECTED = zh("（预计）%(title)s")
_NAME = zh("企业办事日历：%(name)s")


def calendar_file(
    words: Speech, subject: Standing, items: Iterable[AgendaItem], host: str, now: datetime
) -> bytes:
    """Every item that has a day, as an event of a whole day. host: public address, for links and ids."""
    made = Calendar()
    made.add("prodid", "-//Enterprise credit portal//Days//ZH")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", words._(_NAME) % {"name": subject.registration.name})
    made.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    for item in items:
        if item.day is not None:
            made.add_component(_event(words, subject, item, host, now))
    return bytes(made.to_ical())


def _event(words: Speech, subject: Standing, item: AgendaItem, host: str, now: datetime) -> Event:
    said = _plain(words, item)
    event = Event()
    event.add("uid", f"{item.id}@{urlsplit(host).hostname or 'portal'}")
    event.add("dtstamp", now)
    event.add("dtstart", item.day)
    event.add("dtend", item.day + timedelta(days=1) if item.day else None)
    event.add("summary", said)
    event.add("description", f"{subject.registration.name}\n{item.instrument}{item.article}")
    event.add("transp", "TRANSPARENT")
    event.add("url", f"{host}/{words.prefix}/my/{segment(subject.address)}{item.href}")
    for days in _DAYS_BEFORE:
        event.add_component(_alarm(said, days))
    return event


def _alarm(said: str, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", said)
    alarm.add("trigger", timedelta(days=-days, hours=10))
    return alarm


def _plain(words: Speech, item: AgendaItem) -> str:
    """A title without mark-up: calendars take none."""
    said = Markup(title(words, item)).striptags()  # noqa: S704 - taken apart, not shown
    return said if item.firm else words._(_EXPECTED) % {"title": said}
