package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.inkstream.config.HealSettings;
import org.inkstream.pipeline.journal.DueStore;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans the healing of letters when the agent that failed them is back. Several event loops and
 * processes may notice the same return: a letter that is planned is not planned again. Used on one
 * event loop.
 */
public final class Healer {
    private static final Logger LOGGER = LoggerFactory.getLogger(Healer.class);

    /** The failures that opened the breaker came before it was open. */
    private static final Duration LEAD = Duration.ofMinutes(2);

    /** A letter is noted when all its tools have ended, which may be long after one of them. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private static final int LOOKS = 15;

    /** Letters looked at to find one to try an agent with. */
    private static final int CANDIDATES = 20;

    /** After which any process may begin a letter that was to try an agent. */
    private static final Duration UNTIL_OTHERS = Duration.ofMinutes(1);

    private final UnhealedLetters letters;
    private final DueStore due;
    private final Timers timers;
    private final HealSettings settings;
    private final Listener listener;
    private final HealPace pace;
    private final Map<String, Timers.Timer> nextLooks = new HashMap<>();
    private boolean stopped;

    /** Hears what was planned. */
    @FunctionalInterface
    public interface Listener {
        /** A letter will be healed because this agent is back. */
        void planned(String agent);
    }

    public Healer(
            UnhealedLetters letters,
            DueStore due,
            Timers timers,
            HealSettings settings,
            Listener listener) {
        this.letters = letters;
        this.due = due;
        this.timers = timers;
        this.settings = settings;
        this.listener = listener;
        this.pace = new HealPace(settings.ratePerMinute());
    }

    /**
     * Plans what failed meanwhile, now and for a while, as letters of that time end.
     *
     * @param awaySince when its breaker was first seen open
     */
    public void agentIsBack(String agent, Instant awaySince) {
        if (!settings.automatic()) {
            return;
        }
        look(agent, awaySince.minus(LEAD), timers.now(), LOOKS, settings.maxDocuments());
    }

    private void look(String agent, Instant from, Instant to, int looksLeft, int lettersLeft) {
        Timers.Timer before = nextLooks.remove(agent);
        if (before != null) {
            before.cancel();
        }
        plan(agent, from, to, lettersLeft)
                .onFailure(
                        failure ->
                                LOGGER.atWarn()
                                        .addKeyValue("agent", agent)
                                        .setCause(failure)
                                        .log("letters could not be planned for healing"))
                .onComplete(
                        planned -> {
                            int left = lettersLeft - (planned.succeeded() ? planned.result() : 0);
                            if (looksLeft > 1 && left > 0 && !stopped) {
                                nextLooks.put(
                                        agent,
                                        timers.after(
                                                BETWEEN_LOOKS,
                                                () -> look(agent, from, to, looksLeft - 1, left)));
                            }
                        });
    }

    /** How many were planned that were not planned before. */
    private Future<Integer> plan(String agent, Instant from, Instant to, int limit) {
        return letters.ofAgent(agent, from, to, settings.maxPasses(), limit)
                .compose(this::planAll)
                .onSuccess(
                        planned -> {
                            for (int i = 0; i < planned; i++) {
                                listener.planned(agent);
                            }
                            if (planned > 0) {
                                LOGGER.atInfo()
                                        .addKeyValue("agent", agent)
                                        .addKeyValue("letters", planned)
                                        .log("agent is back, letters it failed will be healed");
                            }
                        });
    }

    private Future<Integer> planAll(List<UnhealedLetters.Letter> found) {
        Future<Integer> all = Future.succeededFuture(0);
        for (UnhealedLetters.Letter letter : found) {
            all = all.compose(before -> plan(letter).map(one -> before + (one ? 1 : 0)));
        }
        return all;
    }

    private Future<Boolean> plan(UnhealedLetters.Letter letter) {
        Instant at = pace.free(timers.now());
        return due.plan(entry(letter, at))
                .onSuccess(
                        planned -> {
                            if (planned) {
                                pace.take(at);
                            }
                        });
    }

    private static DueStore.Entry entry(UnhealedLetters.Letter letter, Instant at) {
        return DueStore.Entry.toHeal(
                letter.runId(),
                letter.documentId(),
                letter.collectionId(),
                at,
                new JsonObject().put(HealingRuns.AUTOMATIC, true));
    }

    /**
     * Has one letter healed that this agent failed, to see whether it is back: where no letters
     * come, nothing else calls it.
     *
     * @param awaySince when its breaker was first seen open
     * @param here begins what is planned on this event loop, where the agent's breaker is
     */
    public void tryAgent(String agent, Instant awaySince, Consumer<DueStore.Entry> here) {
        if (!settings.automatic()) {
            return;
        }
        letters.ofAgent(
                        agent,
                        awaySince.minus(LEAD),
                        timers.now(),
                        settings.maxPasses(),
                        CANDIDATES)
                .compose(found -> tryOne(new ArrayDeque<>(found), here))
                .onFailure(
                        failure ->
                                LOGGER.atWarn()
                                        .addKeyValue("agent", agent)
                                        .setCause(failure)
                                        .log("no letter could be planned to try the agent with"));
    }

    /** The first that is not planned already. */
    private Future<Void> tryOne(
            Deque<UnhealedLetters.Letter> found, Consumer<DueStore.Entry> here) {
        if (found.isEmpty() || stopped) {
            return Future.succeededFuture();
        }
        // In the index as well, in case this process ends; but not yet, for it begins here.
        DueStore.Entry entry = entry(found.remove(), timers.now().plus(UNTIL_OTHERS));
        return due.plan(entry)
                .compose(
                        planned -> {
                            if (!planned) {
                                return tryOne(found, here);
                            }
                            here.accept(entry);
                            return Future.succeededFuture();
                        });
    }

    /** Nothing is planned after this. */
    public void stop() {
        stopped = true;
        nextLooks.values().forEach(Timers.Timer::cancel);
        nextLooks.clear();
    }
}
