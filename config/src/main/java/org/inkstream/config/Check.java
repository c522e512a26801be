package org.inkstream.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.config.InvalidSettings.Problem;
import org.inkstream.time.Durations;

/** Checks the components of one settings record and reports all that are wrong, not the first. */
final class Check {
    private final List<Problem> problems = new ArrayList<>();

    Check between(String key, long value, long least, long most) {
        return that(
                value >= least && value <= most,
                key,
                "must be " + least + " to " + most + ", got " + value);
    }

    Check share(String key, double value) {
        // Written so that NaN, which compares false to everything, is refused too.
        return that(value >= 0 && value <= 1, key, "must be 0 to 1, got " + value);
    }

    Check between(String key, Duration value, Duration least, Duration most) {
        return that(
                value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
                key,
                "must be "
                        + Durations.format(least)
                        + " to "
                        + Durations.format(most)
                        + ", got "
                        + Durations.format(value));
    }

    Check filled(String key, String value) {
        return that(!value.isBlank(), key, "must not be empty");
    }

    Check that(boolean holds, String key, String what) {
        if (!holds) {
            problems.add(new Problem(key, "", what));
        }
        return this;
    }

    /**
     * @throws InvalidSettings with all problems; their keys are relative to the record
     */
    void orThrow() {
        if (!problems.isEmpty()) {
            throw new InvalidSettings(problems);
        }
    }
}
