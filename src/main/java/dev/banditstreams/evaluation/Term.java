package dev.banditstreams.evaluation;

/** What a row adds to the sums that every estimator is made of; each times the row's sampling weight. */
enum Term {
    ONE {
        @Override
        double of(Sample sample, int row, Tuning tuning) {
            return 1;
        }
    },
    REWARD {
        @Override
        double of(Sample sample, int row, Tuning tuning) {
            return sample.reward(row);
        }
    },
    WEIGHT {
        @Override
        double of(Sample sample, int row, Tuning tuning) {
            return sample.importance(row);
        }
    },
    WEIGHTED_REWARD {
        @Override
        double of(Sample sample, int row, Tuning tuning) {
            return sample.importance(row) * sample.reward(row);
        }
    },
    CLIPPED_REWARD {
        @Override
        double of(Sample sample, int row, Tuning tuning) {
            return Math.min(sample.importance(row), tuning.clip()) * sample.reward(row);
        }
    },
    /** The model's value of the policy. */
    EXPECTED {
        @Override
        double of(Sample sample, int row, Tuning tuning) {
            return sample.expected(row);
        }
    },
    WEIGHTED_RESIDUAL {
        @Override
        double of(Sample sample, int row, Tuning tuning) {
            return sample.importance(row) * residual(sample, row);
        }
    },
    SWITCHED_RESIDUAL {
        @Override
        double of(Sample sample, int row, Tuning tuning) {
            double weight = sample.importance(row);
            return weight <= tuning.tau() ? weight * residual(sample, row) : 0;
        }
    },
    SHRUNK_RESIDUAL {
        @Override
        double of(Sample sample, int row, Tuning tuning) {
            double weight = sample.importance(row);
            return weight == 0
                    ? 0
                    : tuning.lambda() * weight / (weight * weight + tuning.lambda()) * residual(sample, row);
        }
    },
    CHOSEN {
        @Override
        double of(Sample sample, int row, Tuning tuning) {
            return sample.chosen(row);
        }
    },
    CHOSEN_REWARD {
        @Override
        double of(Sample sample, int row, Tuning tuning) {
            return sample.chosen(row) * sample.reward(row);
        }
    };

    static final int COUNT = values().length;

    abstract double of(Sample sample, int row, Tuning tuning);

    /** Its place in an array of the sums of all terms. */
    @SuppressWarnings("EnumOrdinal") // such arrays don't outlive a run
    int place() {
        return ordinal();
    }

    private static double residual(Sample sample, int row) {
        return sample.reward(row) - sample.modelled(row);
    }
}
