"""Recomputes draws: sampler version 2, written from docs/sampler.md, in plain integers and doubles.

Usage: ./bandit ask ... | python3 sampler.py              each ranked item, its draw computed anew, and whether it is the same
       python3 sampler.py REQUEST POLICY_VERSION ITEM ALPHA BETA
Needs nothing but Python 3.
"""
import json
import math
import struct
import sys

MASK = 2**64 - 1
GOLDEN = 0x9E3779B97F4A7C15
THIRD = 1.0 / 3
STEPS = 4096
SQUEEZE_IN_STEPS = 0.19863 * STEPS
LN_2, LN_2_HIGH, LN_2_LOW, PER_LN_2 = map(
    float.fromhex, ("0x1.62e42fefa39efp-1", "0x1.62e42feep-1", "0x1.a39ef35793c76p-33", "0x1.71547652b82fep0"))
R, V = float.fromhex("0x1.d3bb48209ad33p+1"), float.fromhex("0x1.43016a5a43732p-8")


def mix(z):
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
    z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
    return z ^ z >> 31


def hashed(text):
    h = 0xCBF29CE484222325
    for octet in text.encode("utf-8", "replace"):
        h = (h ^ octet) * 0x100000001B3 & MASK
    return mix(h)


def request_seed(request_id, policy_version):
    return hashed(request_id + "\0" + policy_version)


def ln(x):
    bits = struct.unpack("<q", struct.pack("<d", x))[0]
    exponent = (bits - 0x3FE6A09E667F3BCD) >> 52
    m = struct.unpack("<d", struct.pack("<q", bits - (exponent << 52)))[0]
    f = (m - 1) / (m + 1)
    s, p = f * f, 0.0
    for k in range(21, 0, -2):
        p = p * s + 2 / k
    return exponent * LN_2 + f * p


def exp(x):
    n = round(x * PER_LN_2)                          # halves to even
    r, p = (x - n * LN_2_HIGH) - n * LN_2_LOW, 0.0
    for k in range(13, -1, -1):
        p = p * r + 1 / math.factorial(k)
    return p * math.ldexp(1.0, n)


def f(x):
    return exp(-0.5 * x * x)


# The ziggurat: right edges of the layers, heights there, and the part of each layer that is under the curve.
EDGE = [V / f(R), R]
while len(EDGE) < 256:
    EDGE.append(math.sqrt(-2 * ln(V / EDGE[-1] + f(EDGE[-1]))))
EDGE.append(0.0)
HEIGHT = [f(x) for x in EDGE]
INSIDE = [int(EDGE[i + 1] / EDGE[i] * 2.0**44) for i in range(256)]


class Words:
    """The random words of one Gamma draw: side 1 is alpha's, side 2 is beta's."""

    def __init__(self, start, side):
        self.state = start + (side - 2) * GOLDEN

    def next(self):
        self.state = self.state + 2 * GOLDEN & MASK
        return mix(self.state)

    def uniform(self):
        return ((self.next() >> 11) + 0.5) * 2.0**-53


def tail(words):
    while True:
        beyond = -ln(words.uniform()) / R
        height = -ln(words.uniform())
        if height + height > beyond * beyond:
            return R + beyond


def under_curve(layer, x, uniform):
    return HEIGHT[layer] + uniform * (HEIGHT[layer + 1] - HEIGHT[layer]) < f(x)


def normal(words, word):
    layer = word & 255
    position = (word - (word >> 63 << 64)) >> 19 | 1     # signed
    x = position * (EDGE[layer] / 2.0**44)
    if abs(position) < INSIDE[layer]:
        return x
    if layer == 0:
        return -tail(words) if position < 0 else tail(words)
    return x if under_curve(layer, x, words.uniform()) else None


def below_h(uniform, square, v, d):
    return ln(uniform) < 0.5 * square + (d - d * v + d * ln(v))


def cube(words, d, c):
    while True:
        word = words.next()
        x = normal(words, word)
        if x is None or 1 + c * x <= 0:
            continue
        root, square, step = 1 + c * x, x * x, word >> 8 & (STEPS - 1)
        v, squeezed = root * root * root, SQUEEZE_IN_STEPS * (c * c) * (square * square)
        if step + squeezed <= STEPS - 1:
            return v
        uniform = step + words.uniform()
        if uniform + squeezed <= STEPS or below_h(uniform / STEPS, square, v, d):
            return v


def constants(shape):
    d = (shape + 1 if shape < 1 else shape) - THIRD
    return d, 1 / math.sqrt(9 * d)


def log_gamma(words, shape):
    d, c = constants(shape)
    log = ln(d * cube(words, d, c))
    return log + ln(words.uniform()) / shape if shape < 1 else log


def odds_against(seed, item, alpha, beta):
    x, y = Words(seed ^ item, 1), Words(seed ^ item, 2)
    if alpha >= 1 and beta >= 1:
        d, c = constants(alpha)
        e, b = constants(beta)
        return e * cube(y, e, b) / (d * cube(x, d, c))
    log = log_gamma(y, beta) - log_gamma(x, alpha)
    if log > 690:
        return exp(690.0) * (log / 690)
    return log if log < -690 else exp(log)


def draw(odds):
    if odds > exp(690.0):
        return 0.0
    return 1 / (1 + odds) if odds > 0 else 1.0


def main(arguments):
    if arguments:
        request, policy, item, alpha, beta = arguments
        print(draw(odds_against(request_seed(request, policy), hashed(item), float(alpha), float(beta))))
        return 0
    answer = json.load(sys.stdin)
    wrong = 0
    for item in answer["items"]:
        again = draw(odds_against(answer["seed"] & MASK, hashed(item["itemId"]), item["alpha"], item["beta"]))
        wrong += again != item["draw"]
        print(item["itemId"], again, "as published" if again == item["draw"] else f"published: {item['draw']}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
