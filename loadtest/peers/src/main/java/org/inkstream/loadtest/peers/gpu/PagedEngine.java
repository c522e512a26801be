package org.inkstream.loadtest.peers.gpu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.inkstream.time.Timers;

/**
 * vLLM or SGLang: one model, many sequences in one batch, and a cache in blocks that prompts with
 * the same beginning share.
 */
public final class PagedEngine implements Engine {
    private static final int BAD_REQUEST = 400;

    /** Tokens; more than any rounding, so that an alarm never comes twice for the same block. */
    private static final double SOON = 1e-3;

    private final PagedSetup setup;
    private final Core core;
    private final Batch batch;
    private final KvCache cache;
    private final Line line;
    private final Map<Work, Page> pages = new HashMap<>();
    private final Set<Page> running = new LinkedHashSet<>();

    public PagedEngine(PagedSetup setup, Timers timers, Chance chance) {
        this.setup = setup;
        this.core = new Core(timers, chance, new Floor());
        this.batch = new Batch(setup.model(), setup.chunk(), core.ledger, core);
        this.cache = new KvCache(setup.blocks());
        this.line = new Line(setup.policy(), cache);
        core.gpu.add(batch);
    }

    @Override
    public Work submit(Order order) {
        return core.submit(order);
    }

    @Override
    public Faults faults() {
        return core.faults;
    }

    @Override
    public EngineStats stats() {
        return core.stats();
    }

    @Override
    public void close() {
        core.close();
    }

    private void admit() {
        makeRoom();
        boolean goesOn = true;
        while (goesOn && running.size() < setup.maxSequences()) {
            publishScheduled();
            double budget = setup.chunk() - batch.backlog();
            goesOn = budget > 0 && line.next(reading()).map(this::begin).orElse(false);
        }
        batch.alarmAfter(tokensUntilFull());
    }

    /** Whether there was room. */
    private boolean begin(Page page) {
        int hits = cache.matched(page.names, page.mostHits());
        cache.pin(page.names, hits);
        if (cache.free() < page.blocks() - hits) {
            cache.unpin(page.names, hits);
            return false;
        }
        page.pinned = hits;
        line.leave(page);
        running.add(page);
        updateCache();
        Work work = page.work;
        if (!page.begun) {
            page.begun = true;
            work.cached = hits * Prompt.BLOCK;
            core.run(work);
        }
        work.stage = Work.Stage.RUNNING;
        int toRead =
                work.promptTokens - hits * Prompt.BLOCK + (int) Math.ceil(work.sequence.produced);
        batch.read(work.sequence, toRead);
        return true;
    }

    /** vLLM shares what this very iteration reads; SGLang only what has been read. */
    private void publishScheduled() {
        if (setup.policy() == PagedSetup.Policy.LPM) {
            return;
        }
        double scheduled = 0;
        for (Sequence sequence : batch.reading()) {
            scheduled += sequence.toRead;
            double unread = Math.max(0, scheduled - setup.chunk());
            if (unread < sequence.toRead) {
                publish(page(sequence.work), sequence.work.promptTokens - (int) Math.ceil(unread));
            }
        }
    }

    private void publish(Page page, int tokens) {
        int most = Math.min(page.names.length, tokens / Prompt.BLOCK);
        while (page.pinned < most && cache.publish(page.names[page.pinned])) {
            page.pinned++;
        }
    }

    private List<Page> reading() {
        return setup.policy() != PagedSetup.Policy.LPM
                ? List.of()
                : running.stream()
                        .filter(page -> page.work.sequence.phase == Sequence.Phase.PREFILL)
                        .toList();
    }

    private void updateCache() {
        batch.sequences().forEach(batch::bringUpToDate);
        cache.unnamed(running.stream().mapToInt(Page::unnamed).sum());
    }

    /** Each sequence that decodes wants a block every 16 tokens, and each at another time. */
    private double tokensUntilFull() {
        int decoders = batch.decoders();
        if (decoders == 0) {
            return Double.POSITIVE_INFINITY;
        }
        int free = Math.max(0, cache.free());
        double[] next =
                running.stream()
                        .filter(page -> page.work.sequence.phase == Sequence.Phase.DECODE)
                        .mapToDouble(Page::untilNextBlock)
                        .sorted()
                        .toArray();
        int rounds = free / decoders;
        return Math.max(SOON, rounds * Prompt.BLOCK + next[free % decoders]);
    }

    private void makeRoom() {
        updateCache();
        List<Page> movable = new ArrayList<>(running);
        movable.removeIf(page -> core.stalled(page.work));
        while (cache.free() < 0 && !movable.isEmpty()) {
            Page victim = line.victim(movable);
            movable.remove(victim);
            preempt(victim);
            updateCache();
        }
    }

    private void preempt(Page page) {
        batch.remove(page.work.sequence);
        release(page);
        page.work.stage = Work.Stage.WAITING;
        core.ledger.preemptions++;
        line.rejoin(page);
    }

    private void release(Page page) {
        running.remove(page);
        cache.unpin(page.names, page.pinned);
        page.pinned = 0;
    }

    private Page page(Work work) {
        return pages.computeIfAbsent(work, Page::new);
    }

    /** Where work waits and runs. */
    private final class Floor implements Core.Places {
        @Override
        public void take(Work work) {
            Page page = page(work);
            if (!work.order().model().equals(setup.model().name())) {
                core.notFound(work);
            } else if (page.names.length == 0 && work.order().readsNothing()) {
                core.reject(work, BAD_REQUEST, "the prompt is empty");
            } else if (page.mostBlocks() > setup.blocks()) {
                core.reject(work, BAD_REQUEST, "the request is longer than the context");
            } else {
                line.join(page);
            }
        }

        @Override
        public void leave(Work work) {
            Page page = page(work);
            batch.remove(work.sequence);
            line.leave(page);
            if (running.contains(page)) {
                release(page);
            }
            pages.remove(work);
        }

        @Override
        public void read(Work work) {
            publish(page(work), work.promptTokens);
        }

        @Override
        public void resume(Work work) {
            batch.decode(work.sequence);
        }

        @Override
        public void alarmed() {
            // The cache is full; what is done about it is done before anybody is let in.
        }

        @Override
        public void settle() {
            admit();
        }

        @Override
        public void forget() {
            cache.forget();
            line.forget();
        }

        @Override
        public Ledger.Use use() {
            return batch.active() ? Ledger.Use.BUSY : Ledger.Use.IDLE;
        }

        @Override
        public void bringUpToDate() {
            core.gpu.bringUpToDate();
        }

        @Override
        public double kvUsage() {
            return cache.usage();
        }
    }
}
