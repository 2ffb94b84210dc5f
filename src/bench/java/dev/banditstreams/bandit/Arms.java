package dev.banditstreams.bandit;

import java.util.Arrays;

/** 400 arms: all alike, or a mix as a catalogue has it. The peers make the same. */
final class Arms {

    static final int COUNT = 400;

    final double[] alpha = new double[COUNT];
    final double[] beta = new double[COUNT];

    /**
     * @param name "ALPHA/BETA", or "mix": 1 to 100,000 impressions, click rates of 0.2 to 3.2 %, prior Beta(1, 1); or
     *     "weak": the same with the prior Beta(0.04, 1.96), three of ten without impressions
     */
    Arms(String name) {
        if (name.equals("mix")) {
            fill(1, 1, 0);
        } else if (name.equals("weak")) {
            fill(0.04, 1.96, 0.3);
        } else {
            String[] pair = name.split("/", -1);
            Arrays.fill(alpha, Double.parseDouble(pair[0]));
            Arrays.fill(beta, Double.parseDouble(pair[1]));
        }
    }

    private void fill(double priorAlpha, double priorBeta, double fresh) {
        for (int i = 0; i < COUNT; i++) {
            boolean isFresh = i * 0.5698402909980532 % 1 < fresh;
            double impressions = isFresh ? 0 : Math.floor(Math.pow(10, 5 * (i * 0.6180339887498949 % 1)));
            double clicks = Math.floor(impressions * (0.002 + 0.03 * (i * 0.7548776662466927 % 1)));
            alpha[i] = priorAlpha + clicks;
            beta[i] = priorBeta + impressions - clicks;
        }
    }
}
