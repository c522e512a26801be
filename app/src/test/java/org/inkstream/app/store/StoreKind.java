package org.inkstream.app.store;

/** The stores that pass the contract. */
enum StoreKind {
    /** The one in this JVM. */
    EMBEDDED,
    /**
     * A FerretDB on SQLite, started as a child process if {@code .ci/install-ferretdb} has run and
     * somebody asks for it: it does not pass yet.
     */
    FERRETDB,
    /** A MongoDB or FerretDB whose URI stands in {@code INKSTREAM_TEST_MONGO_URI}. */
    EXTERNAL
}
