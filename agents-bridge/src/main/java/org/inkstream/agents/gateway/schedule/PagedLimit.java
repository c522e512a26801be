package org.inkstream.agents.gateway.schedule;

import java.util.Optional;

/**
 * As many calls as the server takes up without letting many of them wait: it says itself how many
 * do. Where it does not say, as many as still raise its rate of tokens. Begins with few.
 */
final class PagedLimit implements Limit {
    private static final int FIRST = 4;

    /** Above so many that wait, SGLang stops looking for shared beginnings. */
    private static final int MOST_WAITING = 127;

    private static final int SHARE_WAITING = 10;
    private static final double BOUND = 0.9;
    private static final double FAST = 2;
    private static final double SLOW = 1.1;
    private static final int SILENT = 3;

    private final int most;
    private final HillClimb climb = new HillClimb();
    private double calls;
    private double growth = FAST;
    private int silent = SILENT;

    PagedLimit(int most) {
        this.most = most;
        this.calls = Math.min(FIRST, most);
    }

    @Override
    public int calls() {
        return (int) calls;
    }

    @Override
    public void heard(Optional<ServerLoad> load) {
        silent = load.isPresent() ? 0 : Math.min(SILENT, silent + 1);
        load.ifPresent(this::follow);
    }

    private void follow(ServerLoad load) {
        int mayWait = Math.max(1, Math.min(MOST_WAITING, load.running() / SHARE_WAITING));
        if (load.waiting() > mayWait) {
            growth = SLOW;
            calls = within(Math.min(calls, load.running() + mayWait));
        } else if (load.running() + load.waiting() >= BOUND * calls()) {
            calls = within(Math.max(calls + 1, calls * growth));
        }
    }

    @Override
    public void answered(Ending.Answered how, long took, boolean full, long now) {
        if (silent >= SILENT) {
            calls = within(climb.answered(calls, how.outputTokens(), full, now));
        }
    }

    private double within(double wanted) {
        return Math.max(1, Math.min(most, wanted));
    }
}
