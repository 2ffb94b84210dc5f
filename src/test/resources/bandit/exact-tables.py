"""Makes exact-tables.csv beside itself: the probability of every arm at every rank of one draw each, in closed form.

Beta(a, 1) has the distribution function x^a; for whole a and b that of Beta(a, b) is a polynomial. So the chance that
exactly r others lie above is a sum of powers of x, and is integrated term by term, with 120 digits: no quadrature.
Needs mpmath. Run: python3 exact-tables.py
"""
import pathlib

import mpmath as mp

HERE = pathlib.Path(__file__).parent
mp.mp.dps = 120


def cumulative(a, b):
    """{exponent: factor} of P(X <= x)."""
    if b == 1:
        return {mp.mpf(a): mp.mpf(1)}
    n = a + b - 1
    terms = {}
    for j in range(a, n + 1):
        for m in range(n - j + 1):
            terms[mp.mpf(j + m)] = terms.get(mp.mpf(j + m), 0) + mp.binomial(n, j) * mp.binomial(n - j, m) * (-1) ** m
    return terms


def add_product(to, p, q):
    for e, c in p.items():
        for f, d in q.items():
            to[e + f] = to.get(e + f, 0) + c * d
    return to


def table(arms):
    below = [cumulative(a, b) for a, b in arms]
    rows = []
    for i in range(len(arms)):
        density = {e - 1: c * e for e, c in below[i].items()}
        ahead = [{mp.mpf(0): mp.mpf(1)}]
        for j in range(len(arms)):
            if j != i:
                above = {mp.mpf(0): mp.mpf(1), **{e: -c for e, c in below[j].items()}}
                more = [{} for _ in range(len(ahead) + 1)]
                for r, terms in enumerate(ahead):
                    add_product(more[r], terms, below[j])
                    add_product(more[r + 1], terms, above)
                ahead = more
        rows.append([mp.fsum(c / (e + 1) for e, c in add_product({}, density, terms).items()) for terms in ahead])
        assert abs(sum(rows[-1]) - 1) < mp.mpf("1e-30")
    return rows


WORLDS = {
    "a pair": [(1, 40), (2, 58)],
    "whole shapes": [(1, 1), (2, 9), (3, 17), (9, 25)],
    "three alike and two others": [(2, 5)] * 3 + [(1, 2), (4, 1)],
    "powers": [(0.001, 1), (0.05, 1), (1, 1), (30, 1), (5000, 1)],
    "powers and whole shapes": [(0.2, 1), (2, 3), (1, 12), (7, 8)],
    "a new arm": [(1, 1), (3, 60), (5, 70)],
}
(HERE / "exact-tables.csv").write_text("".join(
    ",".join([name, repr(float(a)), repr(float(b))] + [mp.nstr(p, 15) for p in row]) + "\n"
    for name, arms in WORLDS.items() for (a, b), row in zip(arms, table(arms))))
