package org.inkstream.app.service;

/**
 * Where something can be put around the parts of a service that reach the world outside, so that a
 * test can end the process at a known point. Nothing is put there otherwise.
 */
public interface Seams {
    /** Leaves every part as it is. */
    Seams NONE =
            new Seams() {
                @Override
                public <T> T around(Class<T> type, T part) {
                    return part;
                }
            };

    /**
     * @param type interface by which the part is used; its methods return futures
     * @return what is used in its place
     */
    <T> T around(Class<T> type, T part);
}
