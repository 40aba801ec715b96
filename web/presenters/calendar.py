"""The days of an enterprise as a calendar file (RFC 5545) that programs take and keep up to date."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from icalendar import Alarm, Calendar, Event
from markupsafe import Markup

from credit.domain.accounts import Standing
from credit.domain.agenda import AgendaItem
from credit.domain.labels import zh
from web.presenters.citing import law
from web.presenters.due import title
from web.presenters.frame import segment
from web.presenters.naming import called
from web.presenters.parts import Text
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
    made.add("x-wr-calname", _plain(words.say(_NAME, name=called(words, subject.registration))))
    made.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    for item in items:
        if item.day is not None:
            made.add_component(_event(words, subject, item, host, now))
    return bytes(made.to_ical())


def _event(words: Speech, subject: Standing, item: AgendaItem, host: str, now: datetime) -> Event:
    said = _title(words, item)
    event = Event()
    event.add("uid", f"{item.id}@{urlsplit(host).hostname or 'portal'}")
    event.add("dtstamp", now)
    event.add("dtstart", item.day)
    event.add("dtend", item.day + timedelta(days=1) if item.day else None)
    event.add("summary", said)
    event.add("description", "\n".join(map(_plain, _about(words, subject, item))))
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


def _about(words: Speech, subject: Standing, item: AgendaItem) -> Iterable[Text]:
    """Whose day it is, and by which article."""
    yield called(words, subject.registration)
    if item.instrument:
        yield law(words, item.instrument, item.article)


def _title(words: Speech, item: AgendaItem) -> str:
    said = _plain(title(words, item))
    return said if item.firm else words._(_EXPECTED) % {"title": said}


def _plain(text: Text) -> str:
    """A text without mark-up: calendars take none."""
    return Markup(text).striptags()  # noqa: S704 - taken apart, not shown
