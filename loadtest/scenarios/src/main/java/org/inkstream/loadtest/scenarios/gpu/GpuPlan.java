package org.inkstream.loadtest.scenarios.gpu;

/**
 * How much is measured.
 *
 * @param runs of each arm
 * @param documents in place of what each goal says, 0 for that
 * @param scale in place of what each goal says, 0 for that
 * @param seed of letters, arrivals and servers
 */
record GpuPlan(int runs, int documents, double scale, long seed) {
    GpuPlan {
        if (runs < 1 || documents < 0 || !(scale >= 0)) {
            throw new IllegalArgumentException(
                    "runs must be at least 1, documents and scale not negative, got "
                            + runs
                            + ", "
                            + documents
                            + " and "
                            + scale);
        }
    }

    int documentsOr(int usual) {
        return documents == 0 ? usual : documents;
    }

    double scaleOr(double usual) {
        return scale == 0 ? usual : scale;
    }
}
