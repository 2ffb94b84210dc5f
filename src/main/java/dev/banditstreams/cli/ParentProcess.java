package dev.banditstreams.cli;

import java.io.IOException;

/** The process that started this one. */
final class ParentProcess {

    private ParentProcess() {}

    /** Nothing is ever written to stdin: it ends when the parent does, or when the parent closes it. */
    static void endWithIt() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {}
                    } catch (IOException e) {
                        // As good as its end.
                    }
                    Runtime.getRuntime().halt(1);
                },
                "parent");
        watch.setDaemon(true);
        watch.start();
    }
}
