package dev.banditstreams.bandit;

import java.util.Arrays;

/** 400 arms: all alike, or a mix as a catalogue has it. The peers make the same. */
final class Arms {

    static final int COUNT = 400;

    final double[] alpha = new double[COUNT];
    final double[] beta = new double[COUNT];

    /** @param name "ALPHA/BETA", or "mix": 1 to 100,000 impressions, click rates of 0.2 to 3.2 %, prior Beta(1, 1) */
    Arms(String name) {
        if (name.equals("mix")) {
            for (int i = 0; i < COUNT; i++) {
                double impressions = Math.floor(Math.pow(10, 5 * (i * 0.6180339887498949 % 1)));
                double clicks = Math.floor(impressions * (0.002 + 0.03 * (i * 0.7548776662466927 % 1)));
                alpha[i] = 1 + clicks;
                beta[i] = 1 + impressions - clicks;
            }
        } else {
            String[] pair = name.split("/", -1);
            Arrays.fill(alpha, Double.parseDouble(pair[0]));
            Arrays.fill(beta, Double.parseDouble(pair[1]));
        }
    }
}
