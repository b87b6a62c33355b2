#!/usr/bin/env python3
"""The rates of the APR vectors once more, to 8 decimals: written from the equations, no line shared with the engine.

Powers are real ones (36 digits, Python's standard library), the root is found by bisection alone, and times are those
that the vector files state, not counted from dates. Run it: python3 tests/vectors/apr_reference.py
"""

import json
import pathlib
from decimal import Decimal as D, ROUND_HALF_UP, getcontext
from fractions import Fraction as F

getcontext().prec = 36
HERE = pathlib.Path(__file__).parent


def exact(fraction):
    return D(fraction.numerator) / D(fraction.denominator)


def root(worth):
    """Where a falling function of the rate crosses zero."""
    low, high = D(0), D(1)
    while worth(high) > 0:
        high *= 2
    for _ in range(115):
        middle = (low + high) / 2
        low, high = (middle, high) if worth(middle) > 0 else (low, middle)
    return (low + high) / 2


def shown(percent):
    text = format(percent.quantize(D("1e-8"), ROUND_HALF_UP), "f")
    return text.rstrip("0").rstrip(".")


def half_up(amount):
    return F(int(amount * 100 + F(1, 2)), 100)


def rule_payments(schedule):
    """The payments of the three examples whose file has their rule: balances run on unrounded, as in the source."""
    rate = F(schedule["annual_nominal_percent"]) / 1200
    balance = F(schedule["principal"])
    for month in range(1, schedule["months"] + 1):
        if month == schedule["months"]:
            capital = balance
        elif schedule["rule"].startswith("900"):
            capital = F(900)
        else:
            capital = max(balance / 50, F(100))
        yield F(month, 12), half_up(capital + balance * rate)
        balance -= capital


def years(flow):
    """The stated decimals stand for whole months with whole days of a leap year."""
    if "first_months" in flow:
        return F(flow["first_months"], 12)
    stated = F(flow["first_years"])
    months = int(stated * 12 + F(1, 10**9))
    days = round((stated - F(months, 12)) * 366)
    return F(months, 12) + F(days, 366)


def effective(vector):
    flows = []
    for flow in vector["flows"]:
        sign = -1 if flow["kind"] == "draw" else 1
        if "first_days" in flow:
            start = F(flow["first_days"]) / F("365.25" if "365.25" in vector["method"] else "365")
        else:
            start = years(flow)
        flows += [(start + F(k, 12), sign * F(flow["amount"])) for k in range(flow["count"])]
    if "schedule" in vector:
        flows += list(rule_payments(vector["schedule"]))
    flows = [(exact(t), exact(a)) for t, a in flows]
    return root(lambda x: sum(a * (1 + x) ** -t for t, a in flows)) * 100


def nominal(vector):
    odd = F(vector.get("odd_days", "0").split()[0])
    # The first payment: one unit-period on, or the odd days on with those unit-periods that lie between.
    whole = {"us-appJ-c1v": 4, "us-appJ-c5iii": 1}.get(vector["id"], 0 if odd else 1)
    payments = [F(amount) for amount, count in vector["payments"] for _ in range(count)]
    advance = exact(F(vector["amount_financed"]))

    def worth(i):
        rest = 1 + exact(odd) * i
        return sum(exact(p) / (rest * (1 + i) ** (whole + k)) for k, p in enumerate(payments)) - advance

    return root(worth) * exact(F(vector["unit_periods_per_year"])) * 100


for name, rate in [("apr_effective_eu_uk.json", effective), ("apr_us_reg_z.json", nominal)]:
    for vector in json.loads((HERE / name).read_text())["vectors"]:
        print(vector["id"], shown(rate(vector)))
