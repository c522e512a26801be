package org.inkstream.loadtest.scenarios.gpu;

/** One way to bring letters to inference servers. */
interface Arm {
    /** Short, for tables and charts. */
    String name();

    /** In a sentence, for people. */
    String what();

    /** Blocks until all letters have come to their end. */
    Sample play(Scene scene);
}
