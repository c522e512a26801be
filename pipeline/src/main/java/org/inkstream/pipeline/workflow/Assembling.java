package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;

/**
 * Where results are put together. That takes milliseconds, and with a long letter tens of them, for
 * which no event loop may be kept. Used on one event loop, on which futures complete.
 */
public final class Assembling {
    private final Assembler assembler;
    private final Executor elsewhere;
    private final Executor home;

    private Assembling(Executor elsewhere, Executor home, Assembler assembler) {
        this.assembler = assembler;
        this.elsewhere = elsewhere;
        this.home = home;
    }

    /** On the caller's thread, at once: for virtual time, which has one thread. */
    public static Assembling here(Assembler assembler) {
        return new Assembling(Runnable::run, Runnable::run, assembler);
    }

    /**
     * @param elsewhere threads that may be kept; where they take no work any more, the process ends
     * @param home runs tasks on the event loop
     * @param assembler which is called elsewhere and reads what it is given while it may be read
     *     here
     */
    public static Assembling on(Executor elsewhere, Executor home, Assembler assembler) {
        return new Assembling(elsewhere, home, assembler);
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
        Promise<Finished> assembled = Promise.promise();
        try {
            elsewhere.execute(
                    () -> {
                        Future<Finished> outcome = attempt(work);
                        home.execute(() -> outcome.onComplete(assembled));
                    });
        } catch (RejectedExecutionException closed) {
            return Future.failedFuture(new ProcessEnds());
        }
        return assembled.future();
    }

    private static Future<Finished> attempt(Supplier<Finished> work) {
        try {
            return Future.succeededFuture(work.get());
        } catch (RuntimeException bug) {
            return Future.failedFuture(new CannotAssemble(bug));
        } catch (Error lack) {
            return Future.failedFuture(lack);
        }
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
