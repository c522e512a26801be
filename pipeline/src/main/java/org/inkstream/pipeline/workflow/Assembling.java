package org.inkstream.pipeline.workflow;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;

/**
 * Where results are put together. That takes milliseconds, and with a long letter tens of them, for
 * which no event loop may be kept. For any thread; futures complete on the caller's context, if it
 * has one.
 */
public final class Assembling {
    private final Assembler assembler;
    private final Executor elsewhere;

    private Assembling(Assembler assembler, Executor elsewhere) {
        this.assembler = assembler;
        this.elsewhere = elsewhere;
    }

    /** On the caller's thread, at once: for virtual time, which has one thread. */
    public static Assembling here(Assembler assembler) {
        return new Assembling(assembler, Runnable::run);
    }

    /**
     * @param elsewhere threads that may be kept; whoever does not take the work any more ends
     * @param assembler which is called there and reads what it is given while it may be read here
     */
    public static Assembling on(Executor elsewhere, Assembler assembler) {
        return new Assembling(assembler, elsewhere);
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
        Context caller = Vertx.currentContext();
        CompletableFuture<Finished> outcome;
        try {
            outcome = CompletableFuture.supplyAsync(() -> attempt(work), elsewhere);
        } catch (RejectedExecutionException closed) {
            return Future.failedFuture(new ProcessEnds());
        }
        Future<Finished> assembled =
                caller == null
                        ? Future.fromCompletionStage(outcome)
                        : Future.fromCompletionStage(outcome, caller);
        return assembled.recover(failure -> Future.failedFuture(causeOf(failure)));
    }

    private static Finished attempt(Supplier<Finished> work) {
        try {
            return work.get();
        } catch (RuntimeException bug) {
            throw new CannotAssemble(bug);
        }
    }

    private static Throwable causeOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
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
