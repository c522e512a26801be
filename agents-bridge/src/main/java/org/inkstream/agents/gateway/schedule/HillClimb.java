package org.inkstream.agents.gateway.schedule;

/**
 * Looks for the least number of calls with the highest rate of tokens: goes up while that pays,
 * then back, and tries again from time to time.
 */
final class HillClimb {
    private static final int SMALLEST_WINDOW = 16;
    private static final double PAYS = 1.05;
    private static final double STEP = 1.5;
    private static final int REST = 8;

    private int answers;
    private double tokens;
    private long since;
    private double base;
    private double before;
    private boolean trying;
    private int resting;

    /**
     * @param calls at once now
     * @param full whether as many as that are in the air
     * @return how many it should be from now on
     */
    double answered(double calls, long outputTokens, boolean full, long now) {
        if (!full) {
            // What does not bind cannot be judged.
            answers = 0;
            return calls;
        }
        if (answers == 0) {
            since = now;
            tokens = 0;
        } else {
            tokens += outputTokens;
        }
        answers++;
        if (answers <= Math.max(SMALLEST_WINDOW, 2 * calls) || now == since) {
            return calls;
        }
        answers = 0;
        return judge(calls, tokens / (now - since));
    }

    private double judge(double calls, double rate) {
        if (trying && rate < base * PAYS) {
            trying = false;
            resting = REST;
            return before;
        }
        base = rate;
        if (!trying && resting > 0) {
            resting--;
            return calls;
        }
        trying = true;
        before = calls;
        return calls * STEP + 1;
    }
}
