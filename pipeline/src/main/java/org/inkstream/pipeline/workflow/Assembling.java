package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;

/**
 * Where results are put together. That takes milliseconds, and with a long letter tens of them, for
 * which no event loop may be kept. Used on one event loop, on which futures complete.
 */
public final class Assembling {
    private final Elsewhere elsewhere;
    private final Assembler assembler;

    /**
     * @param assembler which is called elsewhere and reads what it is given while it may be read
     *     here
     */
    public Assembling(Elsewhere elsewhere, Assembler assembler) {
        this.elsewhere = elsewhere;
        this.assembler = assembler;
    }

    /** On the caller's thread, at once: for virtual time, which has one thread. */
    public static Assembling here(Assembler assembler) {
        return new Assembling(work -> Future.future(done -> done.complete(work.get())), assembler);
    }

    /**
     * Fails with {@link CannotAssemble} where the letter cannot be put together, and with {@link
     * ProcessEnds} where nobody tries any more.
     */
    Future<Finished> assemble(Run run, Collection<StepResult> steps, Instant now) {
        return work(() -> assembler.assemble(run, steps, now));
    }

    /**
     * The same for a pass over a letter that is stored already.
     *
     * @param current the letter as it is stored
     */
    Future<Finished> assemble(
            Run run, Collection<StepResult> steps, JsonObject current, Instant now) {
        return work(() -> assembler.assemble(run, steps, current, now));
    }

    /** On the caller's thread: a few numbers. */
    Bill bill(Run run, Collection<StepResult> steps, Instant now) {
        return assembler.bill(run, steps, now);
    }

    private Future<Finished> work(Supplier<Finished> work) {
        try {
            return elsewhere.work(() -> attempt(work));
        } catch (RejectedExecutionException closed) {
            return Future.failedFuture(new ProcessEnds());
        }
    }

    private static Finished attempt(Supplier<Finished> work) {
        try {
            return work.get();
        } catch (RuntimeException bug) {
            throw new CannotAssemble(bug);
        }
    }

    /** Threads that may be kept. */
    @FunctionalInterface
    public interface Elsewhere {
        /**
         * Completes on the caller's event loop, and fails with what the work throws.
         *
         * @throws RejectedExecutionException if no work is taken any more: the process ends
         */
        Future<Finished> work(Supplier<Finished> work);
    }

    /** A bug in pure code: it comes again with every try. */
    static final class CannotAssemble extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final RuntimeException bug;

        CannotAssemble(RuntimeException bug) {
            super(bug);
            this.bug = bug;
        }

        RuntimeException bug() {
            return bug;
        }
    }
}
