package org.inkstream.pipeline.ingest;

import java.util.concurrent.Executor;

/**
 * One event loop and the workflow that lives on it.
 *
 * @param loop runs tasks on that event loop, in order; for a Vert.x context {@code task ->
 *     context.runOnContext(ignored -> task.run())}
 * @param intake called on that loop only
 */
public record Lane(Executor loop, Intake intake) {}
