package org.inkstream.loadtest.peers.gpu;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who waits before a paged engine, and who is next. */
final class Line {
    /** Above that, looking for prefixes takes too long, and it is first come, first served. */
    static final int MOST_COMPARED = 128;

    /** 32 tokens: a shorter common prefix is not worth waiting for. */
    private static final int WORTH_WAITING = 32 / Prompt.BLOCK;

    private static final Comparator<Page> URGENCY =
            Comparator.<Page>comparingInt(page -> page.work.order().priority())
                    .thenComparingLong(page -> page.work.number);

    private final PagedSetup.Policy policy;
    private final KvCache cache;
    private final Deque<Page> waiting = new ArrayDeque<>();

    Line(PagedSetup.Policy policy, KvCache cache) {
        this.policy = policy;
        this.cache = cache;
    }

    int size() {
        return waiting.size();
    }

    void join(Page page) {
        waiting.addLast(page);
    }

    /** It has been preempted. */
    void rejoin(Page page) {
        waiting.addFirst(page);
    }

    void leave(Page page) {
        waiting.remove(page);
    }

    /**
     * @param reading whose prompts are being read
     */
    Optional<Page> next(Collection<Page> reading) {
        return switch (policy) {
            case FCFS -> waiting.stream().findFirst();
            case PRIORITY -> waiting.stream().min(URGENCY);
            case LPM ->
                    waiting.size() > MOST_COMPARED
                            ? waiting.stream().findFirst()
                            : longestPrefix(reading);
        };
    }

    private Optional<Page> longestPrefix(Collection<Page> reading) {
        Set<Long> coming =
                reading.stream()
                        .filter(page -> page.names.length >= WORTH_WAITING)
                        .map(page -> page.names[WORTH_WAITING - 1])
                        .collect(Collectors.toSet());
        Optional<Page> best = Optional.empty();
        int most = -1;
        for (Page page : waiting) {
            int matched = cache.matched(page.names, page.mostHits());
            boolean waits =
                    matched <= WORTH_WAITING
                            && page.names.length >= WORTH_WAITING
                            && coming.contains(page.names[WORTH_WAITING - 1]);
            if (!waits && matched > most) {
                most = matched;
                best = Optional.of(page);
            }
        }
        return best;
    }

    /**
     * Who has to give up its blocks.
     *
     * @param running in the order of their admission, never empty
     */
    Page victim(List<Page> running) {
        return policy == PagedSetup.Policy.PRIORITY
                ? running.stream().max(URGENCY).orElseThrow()
                : running.get(running.size() - 1);
    }

    void forget() {
        waiting.clear();
    }
}
