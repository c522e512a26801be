package org.inkstream.config;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Where results live.
 *
 * @param uri MongoDB connection string; empty means the embedded store
 * @param database name of the database
 * @param retention how long finished runs, history and dead letters are kept
 * @param poolSize connections to the store, 1 to 500
 * @param answersKept how long an answer that cost is kept for whoever asks again with its key
 */
public record StoreSettings(
        String uri, String database, Duration retention, int poolSize, Duration answersKept) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,63}");

    public StoreSettings {
        new Check()
                // The value is not shown: it may hold a password.
                .that(
                        uri.isEmpty() || uri.matches("mongodb(\\+srv)?://.+"),
                        "uri",
                        "must be empty or begin with mongodb:// or mongodb+srv://")
                .that(
                        NAME.matcher(database).matches(),
                        "database",
                        "must be 1 to 63 letters, digits, - or _, got '" + database + "'")
                .between("retention", retention, Duration.ofHours(1), Duration.ofDays(3650))
                .between("poolSize", poolSize, 1, 500)
                .between("answersKept", answersKept, Duration.ofMinutes(1), Duration.ofDays(7))
                .orThrow();
    }

    /** The same settings with another store, such as one that was just embedded. */
    public StoreSettings at(String connectionString) {
        return new StoreSettings(connectionString, database, retention, poolSize, answersKept);
    }

    /** Without the URI, which may hold a password. */
    @Override
    public String toString() {
        return "StoreSettings[%s, database=%s, retention=%s, poolSize=%d]"
                .formatted(uri.isEmpty() ? "embedded" : "external", database, retention, poolSize);
    }
}
