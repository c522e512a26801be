package org.inkstream.loadtest.scenarios.overhead;

/** Who makes the calls. */
enum Variant {
    FLOOR("floor"),
    JOURNAL_OFF("journal off"),
    JOURNAL_ON("journal on");

    private final String label;

    Variant(String label) {
        this.label = label;
    }

    /** For people. */
    String label() {
        return label;
    }
}
