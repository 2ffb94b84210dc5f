"""Beta draws of NumPy, 400 arms a call: ns of this thread's processor time a draw. Name, arms, ns."""
import math
import statistics
import time

import numpy

COUNT, REQUESTS, ROUNDS = 400, 2000, 9


def arms(name):
    if name != "mix":
        alpha, beta = map(float, name.split("/"))
        return [alpha] * COUNT, [beta] * COUNT
    alphas, betas = [], []
    for i in range(COUNT):
        impressions = math.floor(10 ** (5 * (i * 0.6180339887498949 % 1)))
        clicks = math.floor(impressions * (0.002 + 0.03 * (i * 0.7548776662466927 % 1)))
        alphas.append(1.0 + clicks)
        betas.append(1.0 + impressions - clicks)
    return alphas, betas


generator = numpy.random.default_rng(1)
for name in ("1/1", "47/1000", "9/3566", "mix", "0.05/2"):
    alpha, beta = map(numpy.array, arms(name))
    rounds = []
    for _ in range(ROUNDS + 1):
        began = time.thread_time_ns()
        for _ in range(REQUESTS):
            generator.beta(alpha, beta)
        rounds.append((time.thread_time_ns() - began) / (REQUESTS * COUNT))
    print(f"NumPy {numpy.__version__} Generator.beta, batch\tarms={name}\t{statistics.median(rounds[1:]):.1f}")
