"""Makes kl-ucb.csv, bayes-ucb.csv and propensities.csv beside itself and prints the fits of BetaBinomialTest.

Nothing of it is made by the Java code. Needs mpmath and scipy (1.17). Run: python3 golden-policies.py
"""
import pathlib

import mpmath as mp
import numpy as np
import scipy.special as sp
from scipy.optimize import minimize

HERE = pathlib.Path(__file__).parent
mp.mp.dps = 40


def kl_ucb(successes, trials, t):
    """160 bisections over the log-odds of q, 40 digits."""
    p, e = mp.mpf(successes) / mp.mpf(trials), mp.log(t) / mp.mpf(trials)
    if t <= 1 or p == 1:
        return p
    if p == 0:
        return 1 - mp.exp(-e)
    low = mp.log(p / (1 - p))
    high = low + 1

    def excess(l):
        return p * mp.log(p * (1 + mp.exp(-l))) + (1 - p) * mp.log((1 - p) * (1 + mp.exp(l))) - e

    while excess(high) < 0:
        high = low + 2 * (high - low)
    for _ in range(160):
        middle = (low + high) / 2
        low, high = (low, middle) if excess(middle) > 0 else (middle, high)
    return 1 / (1 + mp.exp(-low))


def propensities(a, b):
    """Trapezoidal sums over the log-odds, in steps of a twelfth of the least standard deviation; the others join one by one."""
    a, b = np.array(a, float), np.array(b, float)
    spread = np.sqrt(sp.polygamma(1, a) + sp.polygamma(1, b))
    mean = sp.digamma(a) - sp.digamma(b)
    low = min((mean - 40 * spread).min(), (-40 / a).min())
    high = max((mean + 12 * spread).max(), (40 / b).max())
    step = spread.min() / 12
    l = np.arange(low, high, step)
    x, y = sp.expit(l), sp.expit(-l)
    n = len(a)
    above = [np.where(x < 0.5, sp.betaincc(a[i], b[i], x), sp.betainc(b[i], a[i], y)) for i in range(n)]
    table = np.zeros((n, n))
    for i in range(n):
        ahead = np.zeros((n, len(l)))
        ahead[0] = 1
        for j in range(n):
            if j != i:
                ahead = ahead * (1 - above[j]) + np.vstack([np.zeros(len(l)), ahead[:-1]]) * above[j]
        density = np.exp(a[i] * sp.log_expit(l) + b[i] * sp.log_expit(-l) - sp.betaln(a[i], b[i]))
        table[i] = (density * ahead).sum(axis=1) * step
    return table


def fit(n, s):
    n, s = np.array(n, float), np.array(s, float)

    def cost(at):
        mean, m = sp.expit(at[0]), np.exp(at[1])
        a, b = mean * m, (1 - mean) * m
        return -np.sum(sp.betaln(a + s, b + n - s) - sp.betaln(a, b))

    options = dict(xatol=1e-11, fatol=1e-13, maxiter=20000, maxfev=40000)
    best = min((minimize(cost, [sp.logit(s.sum() / n.sum()), np.log(m)], method="Nelder-Mead", options=options)
                for m in (1, 30, 1000, 30000)), key=lambda found: found.fun)
    return sp.expit(best.x[0]), np.exp(best.x[1]), -best.fun


def write(name, lines):
    (HERE / name).write_text("\n".join(lines) + "\n")


TIMES = (1.01, 1.5, 2, 35, 1e4, 6.2e6, 1e15)
write("kl-ucb.csv", ["successes,trials,t,index"] + [
    "%r,%r,%r,%s" % (s, n, t, mp.nstr(kl_ucb(s, n, t), 20))
    for n in (0.25, 1, 7.5, 100, 4321, 1e5, 3e7)
    for s in (float(mp.mpf(p) * n) for p in ("0", "1e-6", "0.0005", "0.003", "0.0333", "0.25", "0.5", "0.9", "0.9999", "1"))
    for t in (1, 1.5, 2, 35, 1e4, 6.2e6, 1e15)])

# scipy's quantiles are right to 2e-11 here; at shapes of 1e9 and more they are not, which formulas test.
SHAPES = [(.05, 2), (.05, .3), (.3, 150), (.5, .5), (.01, 5000), (1, 1), (1, 57), (1.2, 3000), (2, 58), (9, 3566), (47, 1000),
          (8.25, .4), (150, 3), (310.5, 9000), (3000, 97000), (50000, 1e6)]
quantiles = [(float(a), float(b), float(t), float(sp.betainccinv(a, b, 1 / t) if t >= 2 else sp.betaincinv(a, b, (t - 1) / t)))
             for a, b in SHAPES for t in TIMES]
write("bayes-ucb.csv", ["alpha,beta,t,index"] + ["%r,%r,%r,%r" % q for q in quantiles if q[3] > 1e-290])

WORLDS = {
    "new item among established ones": ([1, 9, 47, 310], [1, 3566, 1000, 9000]),
    "shapes below 1": ([.05, .5, 1.2, .3], [2, .5, 57, 30]),
    "sharp and close": ([50000, 50100, 49900, 3], [1e6, 1e6, 1e6, 60]),
    "high rates": ([30, 8.25, 3, 150], [2, .4, 1, 3]),
    "six arms": ([8, 3, .7, 47, 1, 12.5], [3566, 1000, 300, 20000, 400, 5000]),
}
write("propensities.csv", [",".join([name, repr(float(a[i])), repr(float(b[i]))] + ["%.13g" % p for p in row])
                           for name, (a, b) in WORLDS.items() for i, row in enumerate(propensities(a, b))])

print(fit([100.5, 250.25, 40, 1000.75, 77.125, 0, 3], [3.5, 2, 2.25, 41.5, 5, 0, .5]))
print(fit([100, 250, 40, 1000, 77], [3, 2, 2, 41, 5]))
print(fit([10] * 6, [9, 1, 5, 2, 8, 7]))
