"""Makes golden.csv and priors-men.csv: what numpy and scipy say, written without a look at the Java code.

    python3 oracle.py /path/to/obd      # with random/men and bts/men; needs numpy, pandas, scipy
"""

import sys

import numpy as np
import pandas as pd
from scipy import integrate, special, stats

POSITIONS = 3


def log(root, policy):
    rows = pd.read_csv(f"{root}/{policy}/men/men.csv", index_col=0)
    return dict(a=rows.item_id.values, j=rows.position.values - 1, r=rows.click.values.astype(float), p=rows.propensity_score.values)


def model(d, used, n):
    clicks, shown = np.zeros((n, POSITIONS)), np.zeros((n, POSITIONS))
    np.add.at(clicks, (d["a"][used], d["j"][used]), d["r"][used])
    np.add.at(shown, (d["a"][used], d["j"][used]), 1)
    return (clicks + 100 * d["r"][used].mean()) / (shown + 100)


def thompson(alpha, beta, k):
    """P(item has the r-th largest of independent Beta draws), by Simpson's rule over a fine grid."""
    low = stats.beta.ppf(1e-15, alpha, beta).min()
    high = 1 - stats.beta.ppf(1e-15, beta, alpha).min()
    x = np.linspace(low, high, 40_001)
    n = len(alpha)
    above = special.betaincc(alpha[:, None], beta[:, None], x[None, :])
    table = np.zeros((n, k))
    for i in range(n):
        count = np.zeros((k, len(x)))
        count[0] = 1
        for j in range(n):
            if j != i:
                for c in range(k - 1, 0, -1):
                    count[c] = count[c] * (1 - above[j]) + count[c - 1] * above[j]
                count[0] = count[0] * (1 - above[j])
        for c in range(k):
            table[i, c] = integrate.simpson(stats.beta.pdf(x, alpha[i], beta[i]) * count[c], x=x)
    assert np.allclose(table.sum(axis=0), 1, atol=1e-9), table.sum(axis=0)
    return table


def estimates(d, pi, folds, clip, tau, lam):
    n, rows = pi.shape[0], len(d["r"])
    every = np.arange(rows)
    q, m = np.zeros(rows), np.zeros(rows)
    for fold in range(folds):
        mine = every % folds == fold
        cells = model(d, ~mine if folds > 1 else mine, n)
        q[mine] = cells[d["a"][mine], d["j"][mine]]
        m[mine] = (pi * cells).sum(axis=0)[d["j"][mine]]
    chosen = pi[d["a"], d["j"]]
    w, r = chosen / d["p"], d["r"]
    e = r - q

    def plain(x):
        return x.mean(), x.std(ddof=1) / np.sqrt(rows)

    def ratio(numerator, denominator, base=0.0):
        value = numerator.sum() / denominator.sum()
        return np.mean(base) + value, plain(base + (numerator - value * denominator) / denominator.mean())[1]

    result = dict(
        ipw=plain(w * r),
        snipw=ratio(w * r, w),
        clippedIpw=plain(np.minimum(w, clip) * r),
        dm=plain(m),
        dr=plain(m + w * e),
        sndr=ratio(w * e, w, m),
        switchDr=plain(m + (w <= tau) * w * e),
        dros=plain(m + lam * w / (w**2 + lam) * e),
        replay=ratio(chosen * r, chosen),
        meanWeight=plain(w),
        ess=(w.sum() ** 2 / (w**2).sum(), 0.0),
        maxWeight=(w.max(), 0.0),
        loggedValue=plain(r),
    )
    return result


def main(root):
    n = 34
    logs = {policy: log(root, policy) for policy in ("random", "bts")}
    clicks = np.bincount(logs["random"]["a"], logs["random"]["r"], n)
    shown = np.bincount(logs["random"]["a"], minlength=n)
    alpha, beta = 2 + clicks, 400 + shown - clicks
    with open("priors-men.csv", "w") as file:
        file.write("item_id,alpha,beta\n")
        for item in range(n):
            file.write(f"{item},{alpha[item]},{beta[item]}\n")
    fixed = np.zeros((n, POSITIONS))
    fixed[[13, 23, 6], [0, 1, 2]] = 1
    policies = dict(uniform=np.full((n, POSITIONS), 1 / n), fixed=fixed, thompson=thompson(alpha, beta, POSITIONS))
    with open("golden.csv", "w") as file:
        file.write("log,policy,folds,clip,tau,lambda,key,value,standardError\n")
        for source in logs:
            for name, pi in policies.items():
                for folds, clip, tau, lam in ((1, 100, 100, 10_000), (2, 5, 3, 50)):
                    for key, (value, error) in estimates(logs[source], pi, folds, clip, tau, lam).items():
                        file.write(f"{source},{name},{folds},{clip},{tau},{lam},{key},{float(value)!r},{float(error)!r}\n")


main(sys.argv[1])
