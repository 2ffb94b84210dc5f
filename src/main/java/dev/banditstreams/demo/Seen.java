package dev.banditstreams.demo;

/** What the demo's clients have seen so far. */
record Seen(Tally tally, ServedRates rates, Latencies latencies, BestArms bestArms) {}
