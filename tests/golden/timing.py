"""Golden values of the timing models, from their definitions by numeric integration.

Makes tests/golden/timing.json. No closed form of a posterior is used: a customer's story (orders at a rate of their
own, leaving with a probability or at a rate of their own) is written down given the hidden numbers, and these are
integrated out with 30 digits. Gammas enter by their moments, E[rate^n e^(-rate u)], the rest is quadrature.

    python3 -m pip install mpmath==1.4.1
    python3 tests/golden/timing.py > tests/golden/timing.json
"""

import json

from mpmath import beta, expm1, gamma, inf, log, log1p, mp, mpf, quad

mp.dps = 30

HISTORIES = [(0, 0, 10), (0, 0, 270), (1, 12, 272), (1, 250, 272), (2, 213, 272), (3, 30, 200), (5, 150, 365),
             (10, 300, 365), (26, 216, 217), (40, 350, 700)]
HORIZONS = [7, 30, 273]

BETA_GEOMETRIC = [
    {"name": "BG/NBD", "r": 0.243, "alphaDays": 30.9, "a": 0.793, "b": 2.426, "canLeaveAtOnce": False, "stages": 1},
    {"name": "MBG/NBD", "r": 0.525, "alphaDays": 43.3, "a": 0.891, "b": 1.614, "canLeaveAtOnce": True, "stages": 1},
    {"name": "MBG/CNBD-3", "r": 1.4, "alphaDays": 12.5, "a": 0.4, "b": 0.8, "canLeaveAtOnce": True, "stages": 3},
]
PARETO = [
    {"name": "Pareto/NBD", "r": 0.553, "alphaDays": 74.0, "s": 0.606, "betaDays": 81.7},
    {"name": "Pareto/NBD, alpha above beta", "r": 1.2, "alphaDays": 90.0, "s": 0.4, "betaDays": 35.0},
]
GAMMA_GAMMA = {"p": 6.25, "q": 3.74, "v": 15.44}
SPENDERS = [(1, 4.5), (1, 180.0), (2, 22.35), (3, 61.25), (12, 35.0), (100, 22.35)]


# Many orders make steep integrands: intervals get shorter towards where they are.
UNIT = [mpf(i) ** 3 / 20**3 for i in range(21)]


def between(low, high):
    return [low + (high - low) * share for share in UNIT]


def moment(shape, rate, power, after):
    """E[x^power e^(-x after)] of a gamma."""
    return gamma(shape + power) / gamma(shape) * rate**shape / (rate + after) ** (shape + power)


def beta_geometric(model, x, t, age):
    r, alpha, a, b = (mpf(model[name]) for name in ("r", "alphaDays", "a", "b"))
    stages = model["stages"]
    survived = x + (1 if model["canLeaveAtOnce"] else 0)

    def silent(until):
        """No order from t to `until`, with the orders before: fewer than `stages` stages passed."""
        wait = until - t
        return sum(
            moment(r, alpha, stages * x + j, until) * mpf(wait) ** j / gamma(j + 1) for j in range(stages)
        )

    def leaves(weight):
        """E[weight(p)] over the beta of leaving."""
        return quad(lambda p: p ** (a - 1) * (1 - p) ** (b - 1) * weight(p), UNIT) / beta(a, b)

    stayed = leaves(lambda p: (1 - p) ** survived)
    alive = stayed * silent(age)
    gone = mpf(0)
    if survived > 0:
        gone = leaves(lambda p: p * (1 - p) ** (survived - 1)) * moment(r, alpha, stages * x, t)
    total = alive + gone

    def expected(days):
        """The n-th further order comes if the first n - 1 did not end it: rates add up to (1 - e^(-rate p t)) / p."""
        rate = moment(r, alpha, x, age)
        passed = lambda p: -expm1(-(r + x) * log1p(p * days / (alpha + age)))
        further = lambda p: (1 - p) ** survived * rate * passed(p) / p
        return leaves(further) / total

    return {
        "alive": alive / total,
        "within": [stayed * (silent(age) - silent(age + days)) / total for days in HORIZONS],
        # Of Erlang gaps the mean has no such sum.
        "expected": [expected(days) for days in HORIZONS] if stages == 1 else None,
        "logLikelihood": log(total) if stages == 1 else None,
    }


def pareto(model, x, t, age):
    r, alpha, s, rate = (mpf(model[name]) for name in ("r", "alphaDays", "s", "betaDays"))
    alive = moment(r, alpha, x, age) * moment(s, rate, 0, age)
    gone = quad(lambda at: moment(r, alpha, x, at) * moment(s, rate, 1, at), between(t, age))
    total = alive + gone
    first = lambda wait: moment(r, alpha, x + 1, age + wait) * moment(s, rate, 0, age + wait)
    each = lambda wait: moment(r, alpha, x + 1, age) * moment(s, rate, 0, age + wait)
    return {
        "alive": alive / total,
        "within": [quad(first, between(0, days)) / total for days in HORIZONS],
        "expected": [quad(each, between(0, days)) / total for days in HORIZONS],
        "logLikelihood": log(total),
    }


def mean_order(orders, mean):
    """E[p / rate | orders of that mean], each a gamma(p, rate), rate a gamma(q, v)."""
    p, q, v = (mpf(GAMMA_GAMMA[name]) for name in ("p", "q", "v"))
    weight = lambda rate: rate ** (q - 1 + p * orders) * mp.exp(-rate * (v + orders * mpf(mean)))
    centre = (q + p * orders) / (v + orders * mpf(mean))
    parts = [centre * mpf(i) / 20 for i in range(121)] + [inf]
    return quad(lambda rate: weight(rate) * p / rate, parts) / quad(weight, parts)


def plain(value):
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return value if value is None else float(value)


def cases(model, of):
    return [
        {"repeatPurchases": x, "recencyDays": t, "ageDays": age, **plain(of(model, x, t, age))}
        for x, t, age in HISTORIES
    ]


print(
    json.dumps(
        {
            "horizonDays": HORIZONS,
            "betaGeometric": [{**model, "customers": cases(model, beta_geometric)} for model in BETA_GEOMETRIC],
            "pareto": [{**model, "customers": cases(model, pareto)} for model in PARETO],
            "spend": {
                **GAMMA_GAMMA,
                "customers": [
                    {"orders": n, "meanValue": z, "expected": float(mean_order(n, z))} for n, z in SPENDERS
                ],
            },
        },
        indent=2,
    )
)
