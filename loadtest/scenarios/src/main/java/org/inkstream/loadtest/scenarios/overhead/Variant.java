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

    /** The worker with this journal. */
    static Variant ofJournal(Journal journal) {
        return journal == Journal.ON ? JOURNAL_ON : JOURNAL_OFF;
    }

    /** As people ask for it. */
    enum Journal {
        OFF,
        ON;

        @Override
        public String toString() {
            return this == ON ? "on" : "off";
        }
    }
}
