package org.inkstream.config;

import java.time.Duration;

/**
 * Where results live.
 *
 * @param uri MongoDB connection string; empty means the embedded store
 * @param database name of the database
 * @param retention how long finished runs, history and dead letters are kept
 * @param poolSize connections to the store, 1 to 500
 */
public record StoreSettings(String uri, String database, Duration retention, int poolSize) {}
