"""Judges calendar files as other people's software does: read with icalendar, compared with what they should say.

Usage: calendar_judge.py FILE.ics...    Ends with how many passed; exit code 1 when one did not.

Beside each stands FILE.json: {"payments": [{"due": "2026-12-28", "amount": "50.00"}, ...]}, and where they apply
"cancelled": true and "reference": "...", the text that each description has to end with. Tried with icalendar 7.3.2.
"""

import datetime
import json
import pathlib
import re
import sys

import icalendar

REMINDERS = [datetime.timedelta(days=-3), datetime.timedelta(days=-1)]


def faults_of_bytes(data):
    """What is wrong with the lines: their ends, their length, a character cut in two."""
    if not data.endswith(b"\r\n") or re.search(rb"(?<!\r)\n|\r(?!\n)", data):
        yield "a line does not end with CR LF"
    for line in data.split(b"\r\n"):
        if len(line) > 75:
            yield f"a line of {len(line)} bytes"
        try:
            line.decode()
        except UnicodeDecodeError:
            yield "a character is cut in two"


def faults_of_event(event, payment, expected):
    """What one event says otherwise than its payment."""
    due = datetime.date.fromisoformat(payment["due"])
    amount = re.sub(r"[^0-9.]", "", str(event["SUMMARY"]))
    starts, ends = event["DTSTART"].dt, event["DTEND"].dt
    # A date with a time of day is a date too, for Python.
    if type(starts) is not datetime.date or type(ends) is not datetime.date:
        yield "not an all-day event"
    elif (starts, ends) != (due, due + datetime.timedelta(days=1)):
        yield f"{starts} to {ends}, not on {due} alone"
    if amount != payment["amount"]:
        yield f"{event['SUMMARY']}, not {payment['amount']}"
    if event.get("TRANSP") != "TRANSPARENT":
        yield "blocks the day"
    if event["DTSTAMP"].dt.utcoffset() != datetime.timedelta(0) or not isinstance(event["SEQUENCE"], int):
        yield "no time in UTC, or no sequence"
    reference = expected.get("reference")
    if reference and f" {reference} " not in str(event["DESCRIPTION"]):
        yield f"{event['DESCRIPTION']!r} without {reference!r}"
    alarms = [part for part in event.subcomponents if part.name == "VALARM"]
    if expected.get("cancelled"):
        if event.get("STATUS") != "CANCELLED" or alarms:
            yield "not cancelled, or it still reminds"
    elif [alarm["TRIGGER"].dt for alarm in alarms] != REMINDERS or any(a["ACTION"] != "DISPLAY" for a in alarms):
        yield "reminds otherwise than three days and one day before"
    for part in [event, *event.subcomponents]:
        for name, problem in part.errors:
            yield f"{part.name} {name}: {problem}"


def faults(path):
    """Everything that is wrong with one file."""
    data = path.read_bytes()
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    yield from faults_of_bytes(data)
    calendars = icalendar.Calendar.from_ical(data, multiple=True)
    if len(calendars) != 1:
        yield f"{len(calendars)} calendars"
        return
    calendar = calendars[0]
    if (calendar.get("METHOD") == "CANCEL") != bool(expected.get("cancelled")) or calendar.get("VERSION") != "2.0":
        yield "another method or version"
    others = [part.name for part in calendar.subcomponents if part.name != "VEVENT"]
    if others:
        yield f"parts that are no events: {others}"
    events, payments = calendar.walk("VEVENT"), expected["payments"]
    if len(events) != len(payments):
        yield f"{len(events)} events for {len(payments)} payments"
    if len({str(event["UID"]) for event in events}) != len(events):
        yield "two events of one UID"
    for event, payment in zip(events, payments):
        yield from faults_of_event(event, payment, expected)


def main(paths):
    passed, failed = 0, 0
    for path in map(pathlib.Path, paths):
        try:
            found = list(faults(path))
        except (ValueError, KeyError, OSError) as error:
            found = [f"not read: {error!r}"]
        for fault in found[:5]:
            print(f"{path}: {fault}")
        failed += bool(found)
        passed += not found
    if failed:
        print(f"{failed} failed")
    print(f"{passed} passed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
