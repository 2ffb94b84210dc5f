package dev.banditstreams.chaos;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** All faults in rounds, each round in another order, a kill before everything else. For one thread. */
final class FaultOrder {

    private final Random random;
    private final Deque<Fault> round = new ArrayDeque<>();
    private boolean begun;

    FaultOrder(Random random) {
        this.random = random;
    }

    Fault next() {
        if (round.isEmpty()) {
            List<Fault> order = new ArrayList<>(List.of(Fault.values()));
            Collections.shuffle(order, random);
            if (!begun) {
                order.remove(Fault.KILL);
                order.add(0, Fault.KILL);
                begun = true;
            }
            round.addAll(order);
        }
        return round.remove();
    }
}
