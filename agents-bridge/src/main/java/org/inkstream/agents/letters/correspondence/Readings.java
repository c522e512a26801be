package org.inkstream.agents.letters.correspondence;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was read of one party to a letter, by its dotted path below the party: {@code name}, {@code
 * title}, {@code organization}, {@code location}, {@code contact_info.address} and so on. What is
 * not on the page is not in it.
 */
public record Readings(Map<String, Reading> byPath) {
    public static final String NAME = "name";
    public static final String TITLE = "title";
    public static final String ORGANIZATION = "organization";
    public static final String LOCATION = "location";
    public static final String ADDRESS = "contact_info.address";
    public static final String TELEPHONE = "contact_info.telephone";
    public static final String FAX = "contact_info.fax";
    public static final String EMAIL = "contact_info.email";

    public Readings {
        byPath = Collections.unmodifiableMap(new LinkedHashMap<>(byPath));
    }

    public static Readings none() {
        return new Readings(Map.of());
    }

    public Optional<Reading> get(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** These, and one more where there is one and the path is still free. */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    Readings with(String path, Optional<Reading> reading) {
        if (reading.isEmpty() || byPath.containsKey(path)) {
            return this;
        }
        Map<String, Reading> more = new LinkedHashMap<>(byPath);
        more.put(path, reading.get());
        return new Readings(more);
    }
}
