"""Makes draws-of-sampler-2.csv, on standard output, with the Python sampler of docs/examples, not with the Java one.

Usage: python3 golden.py > draws-of-sampler-2.csv        a few draws for every road that each pair of parameters has
       python3 golden.py 200000                          that many draws, to compare in bulk
"""
import pathlib
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[4] / "docs/examples"))
import sampler  # noqa: E402

PAIRS = [(1, 1), (2, 58), (47, 1000), (9, 3566), (857, 181745), (1, 2), (1.0001, 1), (1e6, 1e6), (1e12, 1e12), (3, 1e8),
         (1e12, 1), (0.05, 0.05), (0.5, 0.5), (0.999, 1.001), (1e-3, 1e6), (1e6, 0.5), (1e6, 0.05), (1e-3, 1e-3),
         (1e-3, 1e12), (1e12, 1e-3)]
PER_ROAD, TRIES = 2, 4000
taken = set()


def traced(name, road):
    function = getattr(sampler, name)

    def wrapped(*arguments):
        result = function(*arguments)
        taken.add(road + ("" if result not in (None, False) else "-failed"))
        return result

    setattr(sampler, name, wrapped)


class CountedWords(sampler.Words):
    def next(self):
        self.count = getattr(self, "count", 0) + 1
        if self.count == 2:
            taken.add("more-words")
        return super().next()


def bits(x):
    return "%016x" % struct.unpack("<Q", struct.pack("<d", x))[0]


def line(seed, item, alpha, beta):
    taken.clear()
    odds = sampler.odds_against(seed, item, alpha, beta)
    draw = sampler.draw(odds)
    if not 0 < draw < 1:
        taken.add("limit")
    if odds < 0 or odds > sampler.exp(690.0):
        taken.add("out-of-range")
    road = "+".join(sorted(taken)) or "fast"
    return road, f"{seed:016x},{item:016x},{alpha!r},{beta!r},{bits(draw)},{bits(odds)},{road}"


for name, road in (("tail", "tail"), ("under_curve", "wedge"), ("below_h", "logarithms")):
    traced(name, road)
sampler.Words = CountedWords
print("seed,item,alpha,beta,draw,odds,road")
counter = 0
for alpha, beta in ((float(a), float(b)) for a, b in PAIRS):
    seen = {}
    for i in range(int(sys.argv[1]) // len(PAIRS) if len(sys.argv) > 1 else TRIES):
        counter += 1
        seed = (0, sampler.MASK)[i] if i < 2 else sampler.mix(counter)
        item = 0 if i == 0 else sampler.hashed(f"item-{i % 100}")
        road, text = line(seed, item, alpha, beta)
        seen[road] = seen.get(road, 0) + 1
        if len(sys.argv) > 1 or seen[road] <= PER_ROAD:
            print(text)
