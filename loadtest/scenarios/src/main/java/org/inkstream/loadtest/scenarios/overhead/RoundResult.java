package org.inkstream.loadtest.scenarios.overhead;

import java.util.EnumMap;
import java.util.Map;

/**
 * One sample of each variant, taken one after the other.
 *
 * @param samples at least that of the floor
 */
record RoundResult(Map<Variant, Sample> samples) {
    RoundResult {
        samples = new EnumMap<>(samples);
    }

    Sample of(Variant variant) {
        Sample sample = samples.get(variant);
        if (sample == null) {
            throw new IllegalArgumentException(variant.label() + " was not measured");
        }
        return sample;
    }

    /** CPU per document over that of the floor. */
    double overFloor(Variant variant) {
        return of(variant).cpuMicros() / of(Variant.FLOOR).cpuMicros();
    }
}
