package org.inkstream.loadtest.scenarios.gpu;

/** What the scheduling of GPUs is to reach. */
enum Goal {
    G1("One model on four slots"),
    G2("Two models that do not fit together"),
    G3("One server with pages, found from a limit of four"),
    G4("Four servers with pages"),
    G5("A reader who waits, beside a backlog"),
    G6("Two collections, one with ten times the backlog"),
    G8("Servers that fail now and then"),
    FUSION("Several tools in one call"),
    API("A paid API with limits by the minute");

    private final String title;

    Goal(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Blocks until it is over. */
    GoalResult play(Bench bench) {
        GoalResult result = measure(bench);
        return result.with(Thresholds.loopsAreFree(this, result.arms()));
    }

    private GoalResult measure(Bench bench) {
        return switch (this) {
            case G1 -> OneModel.play(bench);
            case G2 -> TwoModels.play(bench);
            case G3 -> Paged.play(bench);
            case G4 -> FourServers.play(bench);
            case G5 -> Interactive.play(bench);
            case G6 -> TwoCollections.play(bench);
            case G8 -> Faulty.play(bench);
            case FUSION -> SeveralTools.play(bench);
            case API -> PaidApi.play(bench);
        };
    }
}
