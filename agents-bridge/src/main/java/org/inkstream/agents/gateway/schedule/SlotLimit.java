package org.inkstream.agents.gateway.schedule;

/**
 * The number of slots of a server that tells how long each call waited inside it: with more calls
 * than slots, the share of their time in which they were worked on is the share of them that had a
 * slot. A server that tells nothing of that gets as many as the settings say, or as it shows slots.
 */
final class SlotLimit implements Limit {
    private static final int SMALLEST_WINDOW = 8;
    private static final double NO_WAIT = 0.9;
    private static final int FIRST_PAUSE = 4;
    private static final int LONGEST_PAUSE = 64;

    private int most;
    private int calls;
    private int stale;
    private int answers;
    private double took;
    private double worked;
    private int good;
    private int pause = FIRST_PAUSE;

    SlotLimit(int most) {
        this.most = most;
        this.calls = most;
    }

    @Override
    public int calls() {
        return calls;
    }

    @Override
    public void most(int slots) {
        most = slots;
        change(slots);
    }

    @Override
    public void answered(Ending.Answered how, long nanos, boolean full, long now) {
        if (stale > 0) {
            stale--;
            return;
        }
        answers++;
        took += nanos;
        worked += Math.max(0, nanos - how.serverWait().toNanos());
        if (answers >= Math.max(SMALLEST_WINDOW, 2 * calls)) {
            judge();
            answers = 0;
            took = 0;
            worked = 0;
        }
    }

    private void judge() {
        double share = took == 0 ? 1 : worked / took;
        int borne = (int) Math.max(1, Math.round(calls * share));
        if (share < NO_WAIT && borne < calls) {
            change(borne);
            pause = Math.min(LONGEST_PAUSE, 2 * pause);
        } else if (calls < most) {
            good++;
            if (good >= pause) {
                change(calls + 1);
            }
        }
    }

    /** Those that are in the air were sent under the old limit, and say nothing of the new one. */
    private void change(int to) {
        stale = calls;
        calls = to;
        good = 0;
    }
}
