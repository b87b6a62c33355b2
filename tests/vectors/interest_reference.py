#!/usr/bin/env python3
"""Repayment schedules with interest, charges and changes, in exact fractions: a second opinion on the engine.

    interest_reference.py [--per-debt-rows] FILE|-          Terms in, Schedule out
    interest_reference.py [--per-debt-rows] --generate SEED COUNT
                                                            COUNT random valid plans with their schedules

Standard library only. Written from the contract and not from the engine. Every amount is an integer in minor units,
everything between two roundings is a Fraction. Bank holidays come from `uk_bank_holidays_2025_2027.json` beside this file;
a plan with working days must stay inside those three years. The `notes` of a schedule are not computed here.
"""
import calendar
import json
import random
import sys
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from pathlib import Path

SCALE = {"GBP": 2, "EUR": 2, "USD": 2, "JPY": 0, "BHD": 3}
MOST_ROWS, LAST_YEAR = 1200, 2200
ONE_DAY = timedelta(days=1)
STEPS = {"weekly": 7, "fortnightly": 14, "four_weekly": 28}
MONTHS = {"monthly": 1, "quarterly": 3}
PERIODS = {"weekly": 52, "fortnightly": 26, "four_weekly": 13, "twice_monthly": 24, "monthly": 12, "quarterly": 4}
STRENGTH = {"step": 0, "reduced": 1, "single": 2, "break": 3}


class Refused(Exception):
    """The terms are a problem; the text is a code."""


class Unclear(Refused):
    """The rules do not say what happens here, so no figure is offered."""


def holidays():
    path = Path(__file__).resolve().parent / "uk_bank_holidays_2025_2027.json"
    data = json.loads(path.read_text())["data"]
    return {one["division"]: {date.fromisoformat(day["date"]) for day in one["holidays"]} for one in data}


HOLIDAYS = {}


def rounded(value, mode):
    value = Fraction(value)
    whole = floor(value)
    rest = value - whole
    half = Fraction(1, 2)
    if mode == "up":
        return whole + (rest > 0)
    if mode == "down":
        return whole
    if rest == half:
        return whole + (1 if mode == "half_up" else whole % 2)
    return whole + (rest > half)


def shares(amount, weights):
    """Largest remainder; ties go to the earlier one."""
    total = sum(weights)
    exact = [Fraction(amount * weight, total) for weight in weights]
    parts = [floor(one) for one in exact]
    order = sorted(range(len(weights)), key=lambda i: (parts[i] - exact[i], i))
    for i in order[: amount - sum(parts)]:
        parts[i] += 1
    return parts


def in_order(amount, weights, order):
    """Fill one after another."""
    parts = [0] * len(weights)
    for i in order:
        parts[i] = min(amount, weights[i])
        amount -= parts[i]
    return parts


def month_day(year, month0, day):
    year, month = year + month0 // 12, month0 % 12 + 1
    if year > LAST_YEAR:
        raise Refused("past_last_date")
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def due_dates(every, first, day):
    """Endless (due date, day of the month that was meant)."""
    key, arg = next(iter(every.items())) if isinstance(every, dict) else (every, None)
    step = arg if key == "days" else STEPS.get(key)
    months = arg if key == "months" else MONTHS.get(key)
    index = 0
    if step:
        while True:
            found = first + timedelta(days=step * index)
            if found.year > LAST_YEAR:
                raise Refused("past_last_date")
            yield found, found.day
            index += 1
    wanted = day or first.day
    if months:
        if month_day(first.year, first.month - 1, wanted) != first:
            raise Refused("day_does_not_match")
        while True:
            yield month_day(first.year, first.month - 1 + months * index, wanted), wanted
            index += 1
    if key != "twice_monthly":
        raise Refused("unknown_rhythm")
    low, high = sorted(arg) if arg else (wanted, wanted + 15) if wanted <= 15 else (wanted - 15, wanted)
    both = [month_day(first.year, first.month - 1, low), month_day(first.year, first.month - 1, high)]
    if first not in both:
        raise Refused("day_does_not_match")
    index = both.index(first)
    while True:
        wanted = (low, high)[index % 2]
        yield month_day(first.year, first.month - 1 + index // 2, wanted), wanted
        index += 1


class Slot:
    """One payment day: the moved day, its day for 30/360, the payment that a change fixes, its periods × rate."""

    def __init__(self, day, day30, fixed=None, period=Fraction(0)):
        self.day, self.day30, self.fixed, self.period = day, day30, fixed, period


class Row:
    def __init__(self, n, kind, slot, payment, principal, interest, charges, balance, owed, released=0):
        self.n, self.kind, self.slot, self.day = n, kind, slot, slot.day
        self.payment, self.principal, self.interest, self.charges = payment, principal, interest, charges
        self.balance, self.interest_owed, self.released = balance, owed, released


class Plan:
    def __init__(self, terms):
        self.terms = terms
        self.scale = SCALE[terms["currency"]]
        self.starts = date.fromisoformat(terms["starts"])
        rounding = terms.get("rounding") or {}
        self.mode = rounding.get("mode", "half_up")
        self.multiple = self.minor(rounding["multiple_of"]) if "multiple_of" in rounding else 1
        self.remainder = rounding.get("remainder", "last")
        self.working = terms.get("working_days")
        self.interest = terms.get("interest")
        self.flat = bool(self.interest) and self.interest.get("method", "reducing") == "flat"
        self.pauses = [self.span(one) for one in (self.interest or {}).get("pauses", [])]
        self.changes = terms.get("changes", [])
        self.spans = [self.span(one) for one in self.changes]
        if self.interest and self.interest["basis"] == "period" and self.pauses:
            raise Refused("pauses_need_days")
        if self.remainder == "first" and self.interest:
            raise Refused("remainder_not_first")
        self.charges = sorted((date.fromisoformat(one["due"]), self.minor(one["amount"])) for one in terms.get("charges", []))
        if self.charges and self.charges[0][0] < self.starts:
            raise Refused("too_early")
        self.reduce()
        self.rates()

    # ---- reading

    def minor(self, text):
        value = Fraction(text) * 10**self.scale
        if value.denominator != 1:
            raise Refused("too_many_decimals")
        return int(value)

    def show(self, value):
        sign, value = "-" if value < 0 else "", abs(value)
        unit = 10**self.scale
        return f"{sign}{value // unit}.{value % unit:0{self.scale}d}" if self.scale else f"{sign}{value}"

    @staticmethod
    def span(one):
        start = date.fromisoformat(one["due"] if one.get("kind") == "single" else one["from"])
        if one.get("kind") == "single":
            return start, start
        until = date.fromisoformat(one["until"]) if "until" in one else date(LAST_YEAR, 12, 31)
        if until < start:
            raise Refused("until_before_from")
        return start, until

    def reduce(self):
        self.balances = [self.minor(one["balance"]) for one in self.terms["debts"]]
        reduction, self.cut, self.release = self.terms.get("reduction"), 0, 0
        if reduction:
            if "percent" in reduction:
                self.cut = rounded(Fraction(reduction["percent"]) * sum(self.balances) / 100, self.mode)
            else:
                self.cut = self.minor(reduction["amount"])
            if self.cut >= sum(self.balances):
                raise Refused("nothing_left")
        cuts = shares(self.cut, self.balances)
        self.to_pay = [have - cut for have, cut in zip(self.balances, cuts)]
        self.releases = [0] * len(cuts)
        if reduction and reduction["when"] == "on_completion":
            self.release, self.releases = self.cut, cuts
        self.opening = sum(self.to_pay) + self.release

    # ---- days and rates

    def moved(self, day):
        move = self.working["move"] if self.working else "none"
        if move == "none":
            return day
        if not HOLIDAYS:
            HOLIDAYS.update(holidays())

        def walk(step):
            found = day
            while found.weekday() >= 5 or found in HOLIDAYS[self.working["division"]]:
                found += step
            return found

        after, before = walk(ONE_DAY), walk(-ONE_DAY)
        if before.year < 2025 or after.year > 2027:
            raise Unclear("no_bank_holidays_in_this_program")
        if move == "following":
            return after
        if move == "preceding":
            return before
        return after if after.month == day.month else before

    def rates(self):
        """Rate changes and paused breaks, ready to ask day by day."""
        self.rate_changes, self.paused_breaks = [], []
        for one, span in zip(self.changes, self.spans):
            if one["kind"] == "rate":
                if not self.interest:
                    raise Refused("rate_without_interest")
                self.rate_changes.append((*span, Fraction(one["annual_percent"]) / 100))
            elif one["kind"] == "break" and one.get("interest", "running") == "paused":
                self.paused_breaks.append(span)
        ordered = sorted(self.rate_changes)
        if any(later[0] <= earlier[1] for earlier, later in zip(ordered, ordered[1:])):
            raise Unclear("overlapping_rates")
        self.base_rate = Fraction(self.interest["annual_percent"]) / 100 if self.interest else Fraction(0)

    def rate_on(self, day, pauses):
        if any(a <= day <= b for a, b in self.paused_breaks) or (pauses and any(a <= day <= b for a, b in self.pauses)):
            return Fraction(0)
        for a, b, rate in self.rate_changes:
            if a <= day <= b:
                return rate
        return self.base_rate

    def stretch(self, before, slot, pauses=True):
        """The exact fraction of the principal that falls due from the payment day before (not included) to this one."""
        if not self.interest:
            return Fraction(0)
        basis = self.interest["basis"]
        if basis == "period":
            return slot.period
        days = (slot.day - before.day).days
        if days <= 0:
            return Fraction(0)
        total, count = Fraction(0), {}
        for i in range(1, days + 1):
            rate = self.rate_on(before.day + timedelta(days=i), pauses)
            count[rate] = count.get(rate, 0) + 1
        total = sum((rate * n for rate, n in count.items()), Fraction(0))
        if basis == "30/360":
            months = (slot.day.year - before.day.year) * 12 + slot.day.month - before.day.month
            counted = months * 30 + slot.day30 - before.day30
            if counted < 0:
                raise Unclear("negative_day_count")
            return total * counted / days / 360
        return total / {"actual/365": 365, "actual/360": 360}[basis]

    def slots(self):
        """Payment days after the breaks, endlessly. In basis period each carries what its due dates add."""
        plan = self.terms["instalments"]
        every = plan["every"]
        first = date.fromisoformat(plan["first_due"])
        per_due = None
        if self.interest and self.interest["basis"] == "period":
            key, arg = next(iter(every.items())) if isinstance(every, dict) else (every, None)
            if key == "days":
                raise Refused("period_needs_months_or_weeks")
            per_due = Fraction(arg, 12) if key == "months" else Fraction(1, PERIODS[key])
        gathered = Fraction(0)
        for nominal, wanted in due_dates(every, first, plan.get("day")):
            best = None
            for i, (one, span) in enumerate(zip(self.changes, self.spans)):
                if one["kind"] != "rate" and span[0] <= nominal <= span[1]:
                    rank = (STRENGTH[one["kind"]], span[0], i)
                    best = max(best, rank) if best else rank
            one = self.changes[best[2]] if best else None
            if per_due is not None:
                gathered += per_due * self.rate_on(nominal, False)
            if one and one["kind"] == "break":
                continue
            day = self.moved(nominal)
            day30 = min(30, wanted if day == nominal else day.day)
            yield Slot(day, day30, self.minor(one["amount"]) if one else None, gathered)
            gathered = Fraction(0)

    def check_changes(self):
        kinds = {}
        for one, span in zip(self.changes, self.spans):
            kinds.setdefault(one["kind"], []).append(span)
        for kind in ("break", "reduced", "single"):
            found = sorted(kinds.get(kind, []))
            if any(later[0] <= earlier[1] for earlier, later in zip(found, found[1:])):
                raise Refused("overlap")
        plan = self.terms["instalments"]
        singles = {span[0] for span in kinds.get("single", [])}
        if singles:
            last = max(singles)
            for nominal, _ in due_dates(plan["every"], date.fromisoformat(plan["first_due"]), plan.get("day")):
                singles.discard(nominal)
                if nominal >= last:
                    break
        if singles:
            raise Refused("not_a_due_date")

    # ---- the level payment

    def level(self, slots, deposit):
        """The unrounded level payment that ends at what is released, without charges and without pauses."""
        free = sum(slot.fixed is None for slot in slots)
        rows = ([deposit] if deposit else []) + slots
        before, parts = Slot(self.starts, min(30, self.starts.day)), []
        for slot in rows:
            parts.append((self.stretch(before, slot, pauses=False), slot.fixed))
            before = slot
        if self.flat:
            fixed = sum(payment for _, payment in parts if payment is not None)
            total = self.opening * sum(part for part, _ in parts)
            left = self.opening - self.release - fixed + total
            return Fraction(left, free) if free else None if left == 0 else self.refuse("nothing_to_adjust")

        def end(payment):
            """What is left at the end (value, slope), following the payment exactly."""
            b, db, c, dc = Fraction(self.opening), Fraction(0), Fraction(0), Fraction(0)
            for part, fixed in parts:
                c, dc = c + b * part, dc + db * part
                p, dp = (payment, 1) if fixed is None else (fixed, 0)
                if p >= c:
                    b, db, c, dc = b + c - p, db + dc - dp, Fraction(0), Fraction(0)
                else:
                    c, dc = c - p, dc - dp
            return b + c - self.release, db + dc

        value, slope = end(Fraction(0))
        if not free:
            return None if value == 0 else self.refuse("nothing_to_adjust")
        if value <= 0:
            raise Refused("changes_pay_too_much")
        low, high = Fraction(0), Fraction(self.opening)
        while end(high)[0] > 0:
            low, high = high, high * 2
        at = low + (high - low) / 2
        for _ in range(400):
            value, slope = end(at)
            if value == 0:
                return at
            low, high = (at, high) if value > 0 else (low, at)
            root = at - value / slope
            if low <= root <= high:
                if end(root)[0] == 0:
                    return root
            middle = (low + high) / 2
            at = Fraction(floor(middle * 2**80), 2**80)
        raise AssertionError("no level payment found")

    @staticmethod
    def refuse(code):
        raise Refused(code)

    # ---- the rows

    def compute(self):
        self.check_changes()
        plan = self.terms["instalments"]
        first = self.moved(date.fromisoformat(plan["first_due"]))
        earliest, deposit = self.starts, None
        if "deposit" in self.terms:
            given = date.fromisoformat(self.terms["deposit"]["due"])
            day = self.moved(given)
            if day < self.starts:
                raise Refused("too_early")
            earliest = day + ONE_DAY
            deposit = Slot(day, min(30, day.day), self.minor(self.terms["deposit"]["amount"]))
        if first < earliest:
            raise Refused("too_early")
        if self.working and isinstance(plan["every"], dict) and plan["every"].get("days", 7) < 7:
            raise Refused("too_small")

        self.level_payment = None
        if "amount" in plan:
            typed = self.minor(plan["amount"])
            if typed <= 0:
                raise Refused("too_small")
            slots, known = [], None
            source = self.slots()
        else:
            slots = []
            for slot in self.slots():
                if "count" in plan:
                    if len(slots) == plan["count"]:
                        break
                elif slot.day > date.fromisoformat(plan["finish_by"]):
                    break
                if len(slots) == MOST_ROWS:
                    raise Refused("too_many_payments")
                slots.append(slot)
            if not slots:
                raise Refused("no_payment_by_deadline")
            known = len(slots)
            exact = self.level(slots, deposit)
            typed = None
            if exact is not None:
                if exact <= 0:
                    raise Refused("changes_pay_too_much")
                typed = rounded(exact / self.multiple, self.mode) * self.multiple
                if typed <= 0:
                    raise Refused("rounding_too_coarse")
            elif self.charges or self.interest:
                raise Unclear("nothing_to_adjust")
            source = iter(slots)

        if self.remainder == "first":
            rows = self.with_first(source, known, typed, deposit)
        else:
            rows = self.walk(source, known, typed, deposit)
        used = [row.slot for row in rows if row.kind == "instalment"]
        if any(slot.fixed is None for slot in used):
            self.level_payment = typed
        return self.late_charges(rows)

    def with_first(self, source, known, typed, deposit):
        """The first instalment takes what the last one would be short or over."""
        if known is None:
            rows = self.walk(source, None, typed, deposit)
            slots = [row.slot for row in rows if row.kind == "instalment"]
        else:
            slots = list(source)
            rows = self.walk(iter(slots), known, typed, deposit, lenient=True)
        if slots[0].fixed is not None:
            raise Refused("remainder_not_first")
        last = rows[-1]
        wanted = last.slot.fixed if last.slot.fixed is not None else typed
        if known is not None and last.slot.fixed is None:
            wanted += self.new_charges(last, rows)
        first = typed + last.payment - wanted
        if first <= 0:
            raise Refused("rounding_too_coarse")
        return self.walk(iter(slots), len(slots), typed, deposit, first=first, on_top=known is not None)

    def new_charges(self, row, rows):
        earlier = [one.day for one in rows if one is not row]
        before = max(earlier) if earlier else date.min
        return sum(amount for due, amount in self.charges if before < due <= row.day)

    def walk(self, source, known, typed, deposit, first=None, on_top=None, lenient=False):
        """Row after row. `known` is the number of instalments, or None where the plan ends when all is paid."""
        on_top = known is not None if on_top is None else on_top
        start_principal, release, mode = self.opening, self.release, self.mode
        balance, carried, waiting = self.opening, 0, 0
        before = Slot(self.starts, min(30, self.starts.day))
        sum_fractions, sum_interest = Fraction(0), 0
        charges, rows = list(self.charges), []

        def step(slot, n, kind, payment, top, must_end, may_end):
            nonlocal balance, carried, waiting, before, sum_fractions, sum_interest
            new = 0
            while charges and charges[0][0] <= slot.day:
                new += charges.pop(0)[1]
            waiting += new
            if top:
                payment += new
            part = self.stretch(before, slot)
            before = slot
            sum_fractions += part
            interest = rounded((start_principal if self.flat else balance) * part, mode)
            final = rounded(start_principal * sum_fractions, mode) - sum_interest if self.flat else interest
            owed = waiting + carried + interest + balance - release
            owed_last = owed - interest + final
            if not must_end and not may_end:
                if (payment >= owed) != (payment >= owed_last):
                    raise Unclear("flat_end_within_a_rounding")
                if payment >= owed:
                    raise Refused("deposit_pays_all" if kind == "deposit" else "rounding_too_coarse")
            if must_end or (may_end and payment >= owed_last):
                if carried + final < 0:
                    raise Unclear("flat_last_interest_below_zero")
                rows.append(Row(n, kind, slot, owed_last, balance - release, carried + final, waiting, 0, 0, release))
                return True
            sum_interest += interest
            pays_charges = min(payment, waiting)
            pays_interest = min(payment - pays_charges, carried + interest)
            principal = payment - pays_charges - pays_interest
            if principal >= balance - release:
                raise Unclear("flat_end_within_a_rounding")
            waiting -= pays_charges
            carried += interest - pays_interest
            balance -= principal
            rows.append(Row(n, kind, slot, payment, principal, pays_interest, pays_charges, balance, carried))
            return False

        if deposit:
            step(deposit, 0, "deposit", deposit.fixed, False, False, False)
        n = 0
        for slot in source:
            n += 1
            if n > MOST_ROWS:
                raise Refused("too_many_payments")
            payment = slot.fixed if slot.fixed is not None else typed
            top = on_top and slot.fixed is None
            if n == 1 and first is not None:
                payment = first
            may_end = known is None or bool(self.pauses)
            if lenient and n < known:
                may_end = False
            if step(slot, n, "instalment", payment, top, n == known, may_end):
                return rows
        raise AssertionError("the rows ran out")

    def late_charges(self, rows):
        """Charges after the last instalment, one row a day."""
        last = rows[-1].day
        late = {}
        for due, amount in self.charges:
            if due > last:
                day = self.moved(due)
                if day <= last:
                    raise Unclear("late_charge_moves_onto_the_last_row")
                late[day] = late.get(day, 0) + amount
        for day in sorted(late):
            rows.append(Row(0, "charge", Slot(day, min(30, day.day)), late[day], 0, 0, late[day], 0, 0))
        return rows

    # ---- what is said about the rows

    def per_debt(self, rows, with_rows):
        debts = self.terms["debts"]
        allocation = self.terms.get("allocation", "pro_rata")
        order = list(range(len(debts)))
        if allocation == "oldest_first":
            order.sort(key=lambda i: date.fromisoformat(debts[i]["since"]))
        elif allocation == "smallest_first":
            order.sort(key=lambda i: self.balances[i])
        left, totals, lists = list(self.to_pay), [0] * len(debts), [[] for _ in debts]
        released = False
        for row in rows:
            weights = left if any(left) else self.to_pay
            interest, charges = shares(row.interest, weights), shares(row.charges, weights)
            if row.principal == 0:
                principal = [0] * len(debts)
            elif allocation == "pro_rata":
                principal = shares(row.principal, left)
            else:
                principal = in_order(row.principal, left, order)
            left = [have - part for have, part in zip(left, principal)]
            ends = row.kind == "instalment" and not any(left)
            released = released or ends
            for i in range(len(debts)):
                payment = principal[i] + interest[i] + charges[i]
                totals[i] += payment
                one = {"n": row.n, "kind": row.kind, "due": row.day.isoformat(), "payment": self.show(payment),
                       "principal": self.show(principal[i]), "interest": self.show(interest[i]), "charges": self.show(charges[i]),
                       "balance": self.show(left[i] + (0 if released else self.releases[i]))}
                if ends and self.releases[i]:
                    one["released"] = self.show(self.releases[i])
                lists[i].append(one)
        found = []
        for i, debt in enumerate(debts):
            one = {"id": debt["id"], "total": self.show(totals[i])}
            if with_rows:
                one["rows"] = lists[i]
            found.append(one)
        assert sum(totals) == sum(row.payment for row in rows)
        return found

    def early(self, rows):
        asked_for = self.terms.get("early_payment")
        if not asked_for:
            return None
        by = date.fromisoformat(asked_for["by"])
        done, later = [row for row in rows if row.day <= by], [row for row in rows if row.day > by]
        if not later:
            return None
        balance, carried = (done[-1].balance, done[-1].interest_owed) if done else (self.opening, 0)
        before = done[-1].slot if done else Slot(self.starts, min(30, self.starts.day))
        accrued = 0
        if balance and by > before.day:
            part = self.stretch(before, Slot(by, min(30, by.day)))
            accrued = rounded((self.opening if self.flat else balance) * part, self.mode)
        principal = balance - self.release if balance else 0
        asked = principal + carried + accrued + sum(row.charges for row in later)
        pay = rounded(asked * (1 - Fraction(asked_for["percent"]) / 100), self.mode)
        saves = sum(row.payment for row in later) - pay
        if saves < 0:
            raise Unclear("early_payment_costs_more")
        return {"by": by.isoformat(), "pay": self.show(pay), "saves": self.show(saves)}

    def schedule(self, with_rows=False):
        rows = self.compute()
        show, shown = self.show, []
        for row in rows:
            one = {"n": row.n, "kind": row.kind, "due": row.day.isoformat(), "payment": show(row.payment), "principal": show(row.principal),
                   "interest": show(row.interest), "charges": show(row.charges), "balance": show(row.balance)}
            if row.interest_owed:
                one["interest_owed"] = show(row.interest_owed)
            if row.released:
                one["released"] = show(row.released)
            shown.append(one)
        total = {name: sum(getattr(row, name) for row in rows) for name in ("payment", "principal", "interest", "charges")}
        assert total["payment"] == sum(self.balances) - self.cut + total["interest"] + total["charges"]
        assert total["charges"] == sum(amount for _, amount in self.charges)
        assert all(a.day < b.day for a, b in zip(rows, rows[1:]))
        assert all(row.payment > 0 and min(row.principal, row.interest, row.charges, row.balance) >= 0 for row in rows)
        found = {"rows": shown, "totals": {"payments": show(total["payment"]), "principal": show(total["principal"]),
                 "interest": show(total["interest"]), "charges": show(total["charges"]), "reduction": show(self.cut)}}
        if self.terms.get("reduction", {}).get("debt_after") == "continues":
            found["totals"]["still_owed"] = show(self.cut)
        found["instalments"] = sum(row.kind == "instalment" for row in rows)
        found["finish"] = rows[-1].day.isoformat()
        if self.level_payment is not None:
            found["level_payment"] = show(self.level_payment)
        found["per_debt"] = self.per_debt(rows, with_rows)
        early = self.early(rows)
        if early:
            found["early_payment"] = early
        return found


def unpaused(terms):
    copy = json.loads(json.dumps(terms))
    copy["interest"].pop("pauses")
    return copy


# ---- random plans


def random_terms(pick):
    """One random plan; nearly all of them are valid."""
    chance = lambda p: pick.random() < p
    currency = pick.choice(["GBP"] * 6 + ["JPY"] * 2 + ["BHD"] * 2)
    scale = SCALE[currency]
    unit = 10**scale
    text = lambda n: f"{n // unit}.{n % unit:0{scale}d}" if scale else str(n)
    working = chance(0.25)
    starts = date(2025, 1, 6) + timedelta(days=pick.randint(0, 330)) if working else date(2024, 1, 1) + timedelta(days=pick.randint(0, 2400))
    if chance(0.15):
        starts = starts.replace(day=calendar.monthrange(starts.year, starts.month)[1])
    low = pick.randint(1, 15)
    every = pick.choice(["weekly", "fortnightly", "four_weekly", "twice_monthly", {"twice_monthly": [low, low + pick.randint(13, 16)]}] * 2
                        + ["monthly"] * 7 + ["quarterly", {"months": pick.randint(1, 6)}, {"months": 12}, {"days": pick.randint(7, 60)}, {"days": pick.randint(1, 40)}])
    if working and isinstance(every, dict) and every.get("days", 7) < 7:
        every = {"days": 10}
    key, arg = next(iter(every.items())) if isinstance(every, dict) else (every, None)
    between = {"weekly": 7, "fortnightly": 14, "four_weekly": 28, "twice_monthly": 15.2, "monthly": 30.4, "quarterly": 91.3, "months": 30.4 * (arg or 1) if key == "months" else 0,
               "days": arg if key == "days" else 0}[key]
    count = pick.choice([pick.randint(1, 3), pick.randint(3, 12), pick.randint(3, 12), pick.randint(6, 24), pick.randint(6, 24)])
    if chance(0.012):
        count = pick.randint(60, 160)
    if working:
        count = max(1, min(count, int(600 / between) - 3))

    has_deposit = chance(0.35)
    first = starts + timedelta(days=pick.randint(20, 45) if has_deposit or working else pick.randint(0, 45))
    day = None
    if key in ("monthly", "quarterly", "months") and chance(0.3) or key == "twice_monthly" and not arg and chance(0.3):
        last = calendar.monthrange(first.year, first.month)[1]
        first = first.replace(day=last)
        if last < 31 and chance(0.6):
            day = pick.randint(last + 1, 31)
    if key == "twice_monthly" and arg:
        choices = [d for d in (month_day(first.year, first.month - 1, arg[0]), month_day(first.year, first.month - 1, arg[1]),
                               month_day(first.year, first.month, arg[0])) if d >= first]
        first = choices[0]
    source = due_dates(every, first, day)
    dates = [next(source)[0] for _ in range(count + 12)]

    debts = []
    for i in range(pick.choice([1, 1, 1, 2, 3, 4, 5])):
        size = pick.choice([pick.randint(20, 300), pick.randint(300, 6000)])
        balance = size * unit + (pick.randint(0, unit - 1) if unit > 1 else pick.randint(0, 99)) if scale else size * 100 + pick.randint(0, 99)
        since = date(2020, 1, 1) + timedelta(days=pick.randint(0, 1000))
        if debts and chance(0.2):
            since = date.fromisoformat(debts[-1]["since"])
        debts.append({"id": f"D{i + 1}", "label": f"Debt {i + 1}", "balance": text(balance), "since": since.isoformat()})
        if len(debts) > 1 and chance(0.1):
            debts[-1]["balance"] = debts[-2]["balance"]
    total = sum(int(Fraction(one["balance"]) * unit) for one in debts)
    terms = {"version": 1, "currency": currency, "starts": starts.isoformat(), "debts": debts}
    if len(debts) > 1 or chance(0.2):
        terms["allocation"] = pick.choice(["pro_rata", "oldest_first", "smallest_first"])

    owed, release = total, 0
    if chance(0.35):
        percent = pick.choice([str(pick.randint(1, 60)), f"{pick.randint(1, 60)}.{pick.randint(1, 9999):04d}", "12.5", "33.3333"])
        cut = total * Fraction(percent) / 100
        reduction = {"percent": percent} if chance(0.6) else {"amount": text(max(1, int(cut)))}
        reduction["when"] = pick.choice(["at_start", "on_completion"])
        reduction["debt_after"] = pick.choice(["settled", "settled", "continues"])
        terms["reduction"] = reduction
        owed -= int(cut)
        release = int(cut) if reduction["when"] == "on_completion" else 0
    if has_deposit:
        amount = max(1, int(owed * pick.uniform(0.03, 0.35)))
        if chance(0.1):
            amount = max(1, int(owed * 0.001))
        gap = (first - starts).days
        due = starts + timedelta(days=pick.choice([0, pick.randint(0, gap - 1)])) if not working else starts + timedelta(days=pick.randint(7, gap - 9))
        terms["deposit"] = {"amount": text(amount), "due": due.isoformat()}
        owed_after = owed - amount
    else:
        owed_after = owed

    # roughly what a period costs, and the level payment to go with it
    interest, per_period = None, 0.0
    if chance(0.78):
        basis = pick.choice(["actual/365", "actual/360", "30/360"] + (["period"] * 2 if key != "days" else []))
        percent = pick.choice(["8", "3", "7.25", "12.5", "19.9", "24.9", "0.5", f"{pick.randint(1, 39)}.{pick.randint(1, 9999):04d}", "60"])
        interest = {"annual_percent": percent, "basis": basis}
        if chance(0.85):
            interest["method"] = pick.choice(["reducing", "reducing", "reducing", "flat"])
        per_period = float(percent) / 100 * between / 365
    flat = bool(interest) and interest.get("method") == "flat"
    if flat:
        estimate = owed_after / count + (owed + release) * per_period
    elif per_period:
        estimate = owed_after * per_period / (1 - (1 + per_period) ** -count) + release * per_period
    else:
        estimate = owed_after / count
    level = max(1, int(estimate) + 1)
    cost = (owed + release) * per_period

    instalments = {"every": every, "first_due": first.isoformat()}
    if day:
        instalments["day"] = day
    held = pick.choice(["amount", "count", "finish_by"])
    if held == "amount":
        level = int(max(level * pick.uniform(0.95, 1.25), cost * 1.1)) + 1
        if chance(0.4) and level > 20 * unit:
            level = level // (5 * unit) * (5 * unit) + 5 * unit
        instalments["amount"] = text(level)
    elif held == "count":
        instalments["count"] = count
    else:
        instalments["finish_by"] = (dates[count - 1] + timedelta(days=pick.randint(0, 5) if not working else pick.randint(4, 6))).isoformat()
    terms["instalments"] = instalments

    shift = lambda d, a, b: d + timedelta(days=pick.randint(a, b))
    changes, kinds = [], ["reduced", "break", "step", "single"] + (["rate", "rate"] if interest else [])
    if chance(0.62) and count >= 3:
        taken, fixed_rows = set(), 0.0
        for _ in range(pick.choice([1, 1, 2, 2, 3])):
            kind = pick.choice(kinds)
            if kind in taken and kind != "single" or held == "finish_by" and kind == "break" and count < 5:
                continue
            at = pick.randint(0, count - 2)
            to = min(count - 2, at + pick.choice([0, 1, 2]))
            most = 0.6 * owed_after if held != "amount" else 1e18
            if kind == "reduced":
                amount = int(level * pick.uniform(0.25, 0.8))
                if cost > 2 and chance(0.4):
                    amount = int(cost * pick.uniform(0.05, 0.7))
                amount = max(1, amount)
                changes.append({"kind": kind, "from": shift(dates[at], -3, 0).isoformat(), "until": shift(dates[to], 0, 3).isoformat(), "amount": text(amount)})
            elif kind == "break":
                one = {"kind": kind, "from": shift(dates[at], -5, 0).isoformat(), "until": shift(dates[to], 0, 5).isoformat()}
                if chance(0.75):
                    one["interest"] = pick.choice(["paused", "paused", "running"])
                changes.append(one)
            elif kind == "step":
                at = max(at, count // 2) if held != "amount" else at
                amount = max(1, int(level * pick.uniform(0.75, 1.6))) if held != "amount" else int(max(level * pick.uniform(0.8, 1.8), cost * 1.1)) + 1
                if held != "amount" and (count - at) * amount + fixed_rows > most:
                    amount = max(1, int(level * 0.5))
                fixed_rows += (count - at) * amount if held != "amount" else 0
                changes.append({"kind": kind, "from": shift(dates[at], -3, 0).isoformat(), "amount": text(amount)})
            elif kind == "single":
                if dates[at].isoformat() in [one.get("due") for one in changes]:
                    continue
                amount = max(1, int(min(level * pick.uniform(0.3, 2.5), most / 3)))
                fixed_rows += amount
                changes.append({"kind": kind, "due": dates[at].isoformat(), "amount": text(amount)})
            else:
                one = {"kind": kind, "from": shift(dates[at], -20, 20).isoformat()}
                if chance(0.6):
                    one["until"] = shift(dates[to], 21, 90).isoformat()
                now = float(interest["annual_percent"])
                one["annual_percent"] = pick.choice(["0", "0", f"{now * 1.5:.2f}", f"{now * 0.5:.3f}", "15"])
                changes.append(one)
            taken.add(kind)
        for i, one in enumerate(changes):
            changes[i] = {"id": f"c{i + 1}", **one}
        if changes:
            terms["changes"] = changes
    if chance(0.42):
        charges = []
        for i in range(pick.choice([1, 1, 2, 3, 4])):
            target = pick.choice(["before", "on", "between", "between", "after"])
            at = pick.randint(0, count - 1)
            if target == "before":
                due = starts + timedelta(days=pick.randint(0, max(0, (first - starts).days)))
            elif target == "on":
                due = dates[at]
            elif target == "between":
                due = shift(dates[at], 1, max(1, int(between) - 1))
            else:
                due = shift(dates[count + 1], 5, 60)
            amount = max(1, int(level * pick.uniform(0.01, 0.3)))
            if chance(0.12):
                amount = max(1, int(level * pick.uniform(1.0, 1.6)))
            one = {"id": f"f{i + 1}", "due": due.isoformat(), "amount": text(amount)}
            if chance(0.7):
                one["label"] = "Agreed fee"
            charges.append(one)
            if len(charges) < 4 and target == "after" and chance(0.3):
                charges.append({**one, "id": f"g{i + 1}"})
        terms["charges"] = charges
    if interest:
        if interest["basis"] != "period" and chance(0.35):
            spans, cursor = [], shift(starts, 5, 60)
            for _ in range(pick.choice([1, 1, 2])):
                until = shift(cursor, 0, 50) if chance(0.6) else shift(cursor, 60, 240)
                spans.append({"from": cursor.isoformat(), "until": until.isoformat()})
                cursor = shift(until, 10, 60)
            interest["pauses"] = spans
        terms["interest"] = interest
    if chance(0.4):
        length = max(1, (dates[count - 1] - starts).days)
        by = starts + timedelta(days=pick.randint(1, length))
        if chance(0.25):
            by = pick.choice(dates[:count])
        terms["early_payment"] = {"percent": pick.choice(["5", "0", "2.5", "10", "12.3456"]), "by": by.isoformat()}
    if chance(0.15):
        terms["missed_payment"] = {"allowed_skips_per_year": 1, "then": pick.choice(["append", "review"])}
    if working:
        terms["working_days"] = {"division": pick.choice(["england-and-wales", "scotland", "northern-ireland"]),
                                 "move": pick.choice(["following", "preceding", "modified_following", "modified_following", "none"])}
    if chance(0.65):
        rounding = {"mode": pick.choice(["half_up", "half_even", "up", "down"])}
        multiple = 1
        for bigger in ([5, 50, 100, 500] if currency == "GBP" else [10, 100] if currency == "JPY" else [5, 25, 250, 1000]):
            if bigger * (count + 4) < level * 0.8 and chance(0.35):
                multiple = bigger
        if chance(0.8) or multiple > 1:
            rounding["multiple_of"] = text(multiple)
        first_free = not any(one["kind"] != "rate" and (one.get("from") or one["due"]) <= dates[0].isoformat() for one in changes)
        if not interest and first_free and chance(0.6):
            rounding["remainder"] = "first"
        elif chance(0.8):
            rounding["remainder"] = "last"
        terms["rounding"] = rounding
    order = ["version", "currency", "starts", "debts", "allocation", "reduction", "deposit", "instalments", "changes", "charges", "interest",
             "early_payment", "missed_payment", "working_days", "rounding"]
    return {name: terms[name] for name in order if name in terms}


def generate(seed, count, with_rows=False):
    pick, found, tried, why = random.Random(seed), [], 0, {}
    while len(found) < count:
        tried += 1
        terms = random_terms(pick)
        try:
            schedule = Plan(terms).schedule(with_rows)
            if terms.get("interest", {}).get("pauses") and "amount" not in terms["instalments"]:
                try:
                    Plan(unpaused(terms)).schedule()
                except Refused as refused:
                    raise Unclear(f"only_the_pauses_make_it_valid:{refused}")
            found.append({"terms": terms, "schedule": schedule})
        except Refused as refused:
            name = f"{type(refused).__name__} {refused}"
            why[name] = why.get(name, 0) + 1
    print(f"{len(found)} of {tried} plans are valid ({100 * len(found) / tried:.1f} %); skipped: {why}", file=sys.stderr)
    return found


def main(arguments):
    with_rows = "--per-debt-rows" in arguments
    arguments = [one for one in arguments if one != "--per-debt-rows"]
    if len(arguments) == 3 and arguments[0] == "--generate":
        found = generate(int(arguments[1]), int(arguments[2]), with_rows)
        print("[\n" + ",\n".join(json.dumps(one, separators=(",", ":")) for one in found) + "\n]")
        return 0
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    text = sys.stdin.read() if arguments[0] == "-" else Path(arguments[0]).read_text()
    try:
        print(json.dumps(Plan(json.loads(text)).schedule(with_rows), indent=2))
    except Refused as refused:
        print(json.dumps({"problems": [{"code": str(refused)}]}), file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
