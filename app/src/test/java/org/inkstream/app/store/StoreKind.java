package org.inkstream.app.store;

/** The stores that pass the contract. */
enum StoreKind {
    /** The one in this JVM. */
    EMBEDDED,
    /** A MongoDB or FerretDB whose URI stands in {@code INKSTREAM_TEST_MONGO_URI}. */
    EXTERNAL
}
