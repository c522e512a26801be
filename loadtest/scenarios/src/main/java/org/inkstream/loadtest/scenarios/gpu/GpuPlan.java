package org.inkstream.loadtest.scenarios.gpu;

import org.inkstream.loadtest.peers.gpu.http.EngineKind;

/**
 * How much is measured.
 *
 * @param runs of each arm
 * @param documents in place of what each goal says, 0 for that
 * @param scale in place of what each goal says, 0 for that
 * @param seed of letters, arrivals and servers
 * @param card set of figures that servers with pages keep to
 */
record GpuPlan(int runs, int documents, double scale, long seed, String card) {
    GpuPlan {
        if (!EngineKind.VLLM.sets().contains(card)) {
            throw new IllegalArgumentException(
                    "no card " + card + ", there are " + EngineKind.VLLM.sets());
        }
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
