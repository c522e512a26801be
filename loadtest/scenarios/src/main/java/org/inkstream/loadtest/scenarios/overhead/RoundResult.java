package org.inkstream.loadtest.scenarios.overhead;

/** One sample of each variant, taken one after the other. */
record RoundResult(Sample floor, Sample journalOff, Sample journalOn) {
    Sample of(Variant variant) {
        return switch (variant) {
            case FLOOR -> floor;
            case JOURNAL_OFF -> journalOff;
            case JOURNAL_ON -> journalOn;
        };
    }

    /** CPU per document over that of the floor. */
    double overFloor(Variant variant) {
        return of(variant).cpuMicros() / floor.cpuMicros();
    }
}
