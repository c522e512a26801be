package org.inkstream.loadtest.scenarios.simulation.world;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the poll thread of one process is told by its event loop. Where it waits while it holds up
 * the group, the world goes on until something comes; everywhere else its next turn comes instead.
 */
final class Mail extends LinkedBlockingQueue<Runnable> {
    private static final long serialVersionUID = 1L;
    private static final long A_WHILE = 100 * Chance.MILLI;

    private final transient Incarnation me;
    private final transient Schedule schedule;
    private final transient BooleanSupplier holdsUpTheGroup;
    private final transient Runnable letterCame;

    Mail(Incarnation me, Schedule schedule, BooleanSupplier holdsUpTheGroup, Runnable letterCame) {
        this.me = me;
        this.schedule = schedule;
        this.holdsUpTheGroup = holdsUpTheGroup;
        this.letterCame = letterCame;
    }

    @Override
    public boolean add(Runnable letter) {
        boolean added = super.add(letter);
        letterCame.run();
        return added;
    }

    @Override
    public @Nullable Runnable poll(long timeout, TimeUnit unit) {
        long until = schedule.nowNanos() + unit.toNanos(timeout);
        while (true) {
            if (me.gone()) {
                throw new Killed();
            }
            if (me.frozen()) {
                schedule.step(schedule.nowNanos() + A_WHILE);
                continue;
            }
            Runnable letter = poll();
            boolean over = schedule.nowNanos() >= until || !holdsUpTheGroup.getAsBoolean();
            if (letter != null || over) {
                return letter;
            }
            schedule.step(until);
        }
    }
}
