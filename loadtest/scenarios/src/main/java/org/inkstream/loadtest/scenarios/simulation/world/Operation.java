package org.inkstream.loadtest.scenarios.simulation.world;

import java.util.List;
import java.util.Locale;

/** Everything that a process waits for from outside. */
enum Operation {
    JOURNAL_OPEN("journal.open"),
    JOURNAL_INTEND("journal.intend"),
    JOURNAL_RECORD("journal.record"),
    JOURNAL_CLOSE("journal.close"),
    JOURNAL_PARK("journal.park"),
    JOURNAL_BURY("journal.bury"),
    JOURNAL_READ("journal.read"),
    JOURNAL_TAKE_OVER("journal.take-over"),
    JOURNAL_UNFINISHED("journal.unfinished"),
    HEAL_OPEN("heal.open"),
    HEAL_RECORD("heal.record"),
    HEAL_CLOSE("heal.close"),
    HEAL_TAKE_OVER("heal.take-over"),
    BUDGET_READ("budget.read"),
    BUDGET_RESERVE("budget.reserve"),
    BUDGET_CHARGE("budget.charge"),
    DUE_PUT("due.put"),
    DUE_PLAN("due.plan"),
    DUE_LOOK("due.look"),
    DUE_REMOVE("due.remove"),
    REUSE_FIND("reuse.find"),
    REUSE_PUT("reuse.put"),
    RESULTS_SAVE("results.save"),
    RESULTS_READ("results.read"),
    RESULTS_REPLACE("results.replace"),
    UNHEALED_NOTE("unhealed.note"),
    UNHEALED_FORGET("unhealed.forget"),
    COSTS_RECORD("costs.record"),
    REVIEWS_REQUEST("reviews.request"),
    REVIEWS_WITHDRAW("reviews.withdraw"),
    OWNERS_REGISTER("owners.register"),
    OWNERS_BEAT("owners.beat"),
    OWNERS_WATCH("owners.watch"),
    OWNERS_RESIGN("owners.resign", Moment.BEFORE, Moment.APPLIED),
    ANNOUNCE("announce"),
    BURY("dead-letters.bury"),
    CALL("call"),
    COMMIT("commit"),
    COMMIT_NOW("commit-now"),
    CALL_IN_THE_AIR("call.in-the-air", Moment.APPLIED),
    POLL("poll", Moment.BEFORE, Moment.AFTER),
    JOIN("group.join", Moment.APPLIED),
    ASSIGN("group.assign", Moment.BEFORE, Moment.AFTER),
    REVOKE("group.revoke", Moment.BEFORE, Moment.APPLIED, Moment.AFTER),
    LOST("group.lost", Moment.BEFORE, Moment.AFTER),
    LEAVE("group.leave", Moment.BEFORE, Moment.AFTER),
    DRAIN("drain", Moment.BEFORE, Moment.AFTER);

    private final String wireName;
    private final boolean before;
    private final boolean applied;
    private final boolean after;

    Operation(String wireName, Moment... moments) {
        this.wireName = wireName;
        this.before = isAmong(Moment.BEFORE, moments);
        this.applied = isAmong(Moment.APPLIED, moments);
        this.after = isAmong(Moment.AFTER, moments);
    }

    /** An operation without moments has all of them. */
    private static boolean isAmong(Moment moment, Moment... moments) {
        return moments.length == 0 || List.of(moments).contains(moment);
    }

    String wireName() {
        return wireName;
    }

    boolean has(Moment moment) {
        return switch (moment) {
            case BEFORE -> before;
            case APPLIED -> applied;
            case AFTER -> after;
        };
    }

    /** Where in an operation a process may die. */
    enum Moment {
        /** Nothing was sent. */
        BEFORE,
        /** It is done over there, and nobody here has heard of it. */
        APPLIED,
        /** What followed from the answer at once is on its way. */
        AFTER;

        private final String wireName = name().toLowerCase(Locale.ROOT);

        String wireName() {
            return wireName;
        }
    }
}
