"""Makes extreme-quantiles.csv beside itself: quantiles 1 - 1/t of Beta(alpha, beta) at shapes from 1e-3 to 1e12.

The density of the log-odds is integrated from a point to its end by panels of 30 Gauss-Legendre points, with 40 digits;
the logarithm of that is concave, so that Newton's method from the peak finds the quantile. Needs mpmath, takes minutes.
Run: python3 extreme-quantiles.py
"""
import pathlib

import mpmath as mp

HERE = pathlib.Path(__file__).parent
mp.mp.dps = 40
POINTS = 30


def legendre(x):
    before, p = mp.mpf(1), x
    for k in range(1, POINTS):
        before, p = p, ((2 * k + 1) * x * p - k * before) / (k + 1)
    return p, POINTS * (x * p - before) / (x * x - 1)


def rule():
    nodes = []
    for i in range(POINTS):
        x = mp.cos(mp.pi * (i + mp.mpf(3) / 4) / (POINTS + mp.mpf(1) / 2))
        for _ in range(8):
            p, slope = legendre(x)
            x -= p / slope
        nodes.append(((1 + x) / 2, 1 / ((1 - x * x) * legendre(x)[1] ** 2)))
    return nodes


RULE = rule()


def log_logistic(l):
    return -mp.log1p(mp.exp(-l)) if l > 0 else l - mp.log1p(mp.exp(l))


def logistic(l):
    return mp.exp(log_logistic(l))


def log_density(a, b, l):
    return a * log_logistic(l) + b * log_logistic(-l) - mp.loggamma(a) - mp.loggamma(b) + mp.loggamma(a + b)


def log_tail(a, b, l):
    """ln P(log-odds > l)."""
    peak, at, total = mp.log(a / b), l, mp.mpf(0)
    reference = log_density(a, b, max(l, peak))
    while True:
        width = max(mp.mpf(2), abs(at) / 2)
        while True:
            end = at + width
            bend = mp.mpf(0) if at < 0 < end else min(at, end, key=abs)
            curvature = mp.sqrt((a + b) * logistic(bend) * logistic(-bend))
            steepness = max(abs(a * logistic(-u) - b * logistic(u)) for u in (at, end))
            if width * max(curvature / 3, steepness / 14) <= 1:
                break
            width /= 2
        panel = width * mp.fsum(w * mp.exp(log_density(a, b, at + width * x) - reference) for x, w in RULE)
        total += panel
        at += width
        if at > peak and panel < total * mp.mpf("1e-28"):
            return mp.log(total) + reference


def quantile(a, b, t):
    """Of the smaller tail; the lower one is the upper one of 1 - x."""
    upper = t >= 2
    a, b, t = mp.mpf(a), mp.mpf(b), mp.mpf(t)
    a, b, log_probability = (a, b, -mp.log(t)) if upper else (b, a, mp.log1p(-1 / t))
    l = mp.log(a / b)
    for _ in range(200):
        tail = log_tail(a, b, l)
        step = (tail - log_probability) * mp.exp(tail - log_density(a, b, l))
        l += step
        if abs(step) < mp.mpf("1e-22") * max(1, abs(l)):
            return logistic(l if upper else -l)
    raise ArithmeticError((a, b, t))


ARMS = """0.02,0.3,1.0001
0.02,0.999,1.5
0.02,2000000.0,1e+300
0.02,1e12,1.0001
0.3,12.34,1.000000000001
0.3,2000000.0,1e+18
0.999,1.0,1.99
0.999,54321.0,1.5
0.999,999999.0,1000.0
0.999,1e9,1.99
1.0,0.3,1.99
1.0,1.0,1.5
1.0,54321.0,1.99
1.0,1e12,35.5
1.5,0.3,1.000000000001
1.5,1.0,1.000000000001
1.5,1e12,1e+18
12.34,12.34,1.000000000001
777.7,1.0,1.5
777.7,999999.0,3.0
777.7,2000000.0,1.0001
777.7,1e9,35.5
54321.0,0.3,1.000000000001
54321.0,1.0,1.5
54321.0,54321.0,1000.0
54321.0,1e9,1000.0
54321.0,1e12,1.99
999999.0,0.02,1.000000000001
999999.0,0.999,35.5
999999.0,12.34,1.0001
999999.0,777.7,35.5
999999.0,54321.0,3.0
999999.0,999999.0,1.000000000001
2000000.0,0.3,1.99
2000000.0,12.34,1e9
2000000.0,777.7,35.5
2000000.0,999999.0,1000.0
1e9,1e12,1.5
1e12,2000000.0,1e+300
1e12,1e9,1.000000000001"""
lines = ["alpha,beta,t,index"]
for line in ARMS.split("\n"):
    a, b, t = map(float, line.split(","))
    lines.append("%r,%r,%r,%s" % (a, b, t, mp.nstr(quantile(a, b, t), 17)))
(HERE / "extreme-quantiles.csv").write_text("\n".join(lines) + "\n")
