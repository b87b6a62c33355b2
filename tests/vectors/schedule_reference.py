#!/usr/bin/env python3
"""Recomputes `schedule_tables.txt` with exact fractions, written from the contract and not from the engine.

    python3 tests/vectors/schedule_reference.py           compare every row, exit 1 on a difference
    python3 tests/vectors/schedule_reference.py --fill    print the table with the computed columns

Standard library only. Bank holidays come from `uk_bank_holidays_2025_2027.json` (GOV.UK).
"""
import calendar
import json
import sys
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from pathlib import Path

HERE = Path(__file__).parent
SCALE = {"GBP": 2, "EUR": 2, "JPY": 0, "BHD": 3}
HOLIDAYS = {
    one["division"]: {date.fromisoformat(day["date"]) for day in one["holidays"]}
    for one in json.loads((HERE / "uk_bank_holidays_2025_2027.json").read_text())["data"]
}
MOST = 1200
LAST_YEAR = 2200


class Refused(Exception):
    pass


def days_of(every):
    word, _, arg = every.partition(":")
    return int(arg) if word == "days" else 7


def month_day(year, month0, day):
    year, month = year + month0 // 12, month0 % 12 + 1
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def due_dates(every, first, day):
    """Endless due dates from the anchor."""
    word, _, arg = every.partition(":")
    steps = {"weekly": 7, "fortnightly": 14, "four_weekly": 28, "days": int(arg) if word == "days" else 0}
    months = {"monthly": 1, "quarterly": 3, "months": int(arg) if word == "months" else 0}
    index = 0
    while True:
        if steps.get(word):
            yield first + timedelta(days=steps[word] * index)
        elif months.get(word):
            yield month_day(first.year, first.month - 1 + months[word] * index, day or first.day)
        else:
            if arg:
                low, high = sorted(int(one) for one in arg.split(","))
            else:
                nominal = day or first.day
                low, high = (nominal, nominal + 15) if nominal <= 15 else (nominal - 15, nominal)
            both = [month_day(first.year, first.month - 1 + index // 2 + shift, which) for shift in (0, 1) for which in (low, high)]
            start = both.index(first) if index == 0 else start
            sequence = month_day(first.year, first.month - 1 + (index + start) // 2, (low, high)[(index + start) % 2])
            yield sequence
        index += 1


def working(day, rule):
    if not rule or rule[1] == "none":
        return day
    division, way = rule
    if day.year > 2100:
        raise Refused("no_bank_holidays")
    if not 2025 <= day.year <= 2027:
        # Outside the list only the limit itself is asked about, and dates do not matter there.
        return day
    closed = lambda d: d.weekday() >= 5 or d in HOLIDAYS[division]

    def walk(step):
        found = day
        while closed(found):
            found += timedelta(days=step)
        return found

    following, preceding = walk(1), walk(-1)
    if way == "following":
        return following
    if way == "preceding":
        return preceding
    return following if following.month == day.month else preceding


def rounded(value, mode):
    whole, rest = floor(value), value - floor(value)
    if mode == "up":
        return whole + (rest > 0)
    if mode == "down":
        return whole
    if rest == Fraction(1, 2):
        return whole + 1 if mode == "half_up" else whole + whole % 2
    return whole + (rest > Fraction(1, 2))


def compute(owed, rhythm, chosen, extras):
    amount_text, currency = owed.split()
    unit = 10 ** SCALE[currency]
    minor = lambda text: int(Fraction(text) * unit)
    show = lambda n: f"{n // unit}.{n % unit:0{SCALE[currency]}d}" if SCALE[currency] else str(n)
    balance, parts = minor(amount_text), rhythm.split()
    every, first = parts[0], date.fromisoformat(parts[1])
    day = int(parts[3]) if len(parts) > 2 else None
    mode, multiple, remainder, rule, reduction, deposit, changes = "half_up", 1, "last", None, None, None, []
    starts = date(2026, 11, 23)
    for clause in [one.strip() for one in extras.split(";") if one.strip() not in ("", "-")]:
        word, *rest = clause.split()
        if word == "deposit":
            deposit = (minor(rest[0]), date.fromisoformat(rest[1]))
        elif word == "reduce":
            reduction = rest[0]
        elif word == "round":
            mode = rest[0]
        elif word == "multiple":
            multiple = minor(rest[0])
        elif word == "remainder":
            remainder = rest[0]
        elif word == "working":
            rule = rest
        elif word == "break":
            changes.append(("break", None, date.fromisoformat(rest[0]), date.fromisoformat(rest[1])))
        elif word == "reduced":
            changes.append(("reduced", minor(rest[0]), date.fromisoformat(rest[1]), date.fromisoformat(rest[2])))
        elif word == "step":
            changes.append(("step", minor(rest[0]), date.fromisoformat(rest[1]), date(2200, 12, 31)))
        elif word == "single":
            changes.append(("single", minor(rest[0]), date.fromisoformat(rest[1]), date.fromisoformat(rest[1])))
        elif word == "starts":
            starts = date.fromisoformat(rest[0])
        elif word != "continues":
            raise ValueError(clause)
    if reduction:
        cut = rounded(Fraction(reduction[:-1]) * balance / 100, mode) if reduction.endswith("%") else minor(reduction)
        if balance <= cut:
            raise Refused("nothing_left")
        balance -= cut
    rows = []
    if deposit and deposit[0] >= balance:
        raise Refused("deposit_pays_all")
    earliest = starts
    if deposit:
        if working(deposit[1], rule) < starts:
            raise Refused("too_early")
        earliest = max(starts, working(deposit[1], rule) + timedelta(days=1))
    if working(first, rule) < earliest:
        raise Refused("too_early")
    if rule and days_of(every) < 7:
        raise Refused("too_small")
    if deposit:
        rows.append((working(deposit[1], rule), deposit[0]))
        balance -= deposit[0]
    strength = ["step", "reduced", "single", "break"]
    used = set()

    def strongest(day):
        hits = [(strength.index(c[0]), c[2], i) for i, c in enumerate(changes) if c[2] <= day <= c[3]]
        return max(hits)[2] if hits else None

    kind, value = chosen.split()
    deadline = date.fromisoformat(value) if kind == "finish" else None
    limit = {"amount": MOST, "count": int(value) if kind == "count" else 0, "finish": MOST}[kind]
    level_typed = minor(value) if kind == "amount" else None
    slots, left, capped = [], balance, []
    if kind == "count" and limit > MOST:
        raise Refused("too_large")
    for nominal in due_dates(every, first, day):
        if nominal.year > LAST_YEAR:
            raise Refused("past_last_date")
        moved = working(nominal, rule)
        if kind == "finish" and moved > deadline:
            break
        if (kind == "count" and len(slots) == limit) or (kind == "amount" and left <= 0):
            break
        if len(slots) == limit:
            raise Refused("too_many_payments")
        hit = strongest(nominal)
        if hit is not None:
            used.add(hit)
        if hit is not None and changes[hit][0] == "break":
            continue
        fixed = changes[hit][1] if hit is not None else None
        slots.append([moved, fixed])
        if kind == "amount":
            wanted = fixed if fixed is not None else level_typed
            if fixed is not None and wanted > left and changes[hit][0] == "single":
                capped.append((hit, moved))
            left -= min(wanted, left)
    if not slots:
        raise Refused("no_payment_by_deadline")
    free = [slot for slot in slots if slot[1] is None]
    level = level_typed if free else None
    if kind != "amount":
        rest = balance - sum(slot[1] for slot in slots if slot[1] is not None)
        if not free and rest:
            raise Refused("nothing_to_adjust")
        if free and rest <= 0:
            raise Refused("changes_pay_too_much")
        level = rounded(Fraction(rest, len(free) * multiple), mode) * multiple if free else None
    payments = [slot[1] if slot[1] is not None else level for slot in slots]
    taker = 0 if remainder == "first" else -1
    if taker == 0 and slots[0][1] is not None:
        raise Refused("remainder_not_first")
    payments[taker] += balance - sum(payments)
    running = balance
    for index, payment in enumerate(payments):
        running -= payment
        if payment <= 0 or running < 0 or (running == 0 and index + 1 < len(payments)):
            raise Refused("rounding_too_coarse")
    notes = [f"capped@changes[{i}]={day}" for i, day in capped] if remainder == "last" else []
    notes += [f"no_effect@changes[{i}]={c[2]}" for i, c in enumerate(changes) if i not in used]
    without = deadline
    if kind != "finish":
        for index, without in enumerate(due_dates(every, first, day)):
            if index + 1 == len(slots):
                break
    for i, c in enumerate(changes):
        if c[0] == "break" and i in used and c[3] - max(c[2], first) > without - first:
            notes.append(f"long_break@changes[{i}]={c[3]}")
    if level is not None and len(payments) > 1 and slots[-1][1] is None and payments[-1] > 2 * level:
        notes.append(f"large_last@rounding={show(payments[-1])}")
    run = []
    for payment in payments:
        if run and run[-1][0] == payment:
            run[-1][1] += 1
        else:
            run.append([payment, 1])
    text = " ".join(show(p) if n == 1 else f"{show(p)}x{n}" for p, n in run)
    if deposit:
        text = f"d{show(deposit[0])} {text}"
    days = [row[0] for row in rows] + [slot[0] for slot in slots]
    dates = " ".join(map(str, days)) if len(days) <= 6 else f"{days[0]}..{days[-1]}"
    return text, dates, show(level) if level is not None else "-", " ".join(notes) or "-"


def main():
    path, wrong = HERE / "schedule_tables.txt", 0
    for line in path.read_text().splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if line.startswith("#") or len(cells) < 5:
            if "--fill" in sys.argv:
                print(line)
            continue
        name, owed, rhythm, chosen, extras = cells[:5]
        try:
            found = compute(owed, rhythm, chosen, extras)
        except Refused as refused:
            found = (f"! {refused}",)
        if "--fill" in sys.argv:
            print(" | ".join([name, owed, rhythm, chosen, extras, *found]))
            continue
        expected = cells[5:]
        if found[0].startswith("!"):
            same = expected[0].split()[:2] == found[0].split()[:2]
        else:
            same = list(found) == expected
        if not same:
            wrong += 1
            print(f"{name}\n  table    {expected}\n  computed {list(found)}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
