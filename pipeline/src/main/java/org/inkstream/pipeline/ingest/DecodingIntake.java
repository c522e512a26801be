package org.inkstream.pipeline.ingest;

import io.vertx.core.Future;
import org.inkstream.pipeline.document.OcrCompleted;

/** Decodes each record and hands it on; what is no event goes to the dead letters at once. */
public final class DecodingIntake implements Intake {
    private final OcrEventDecoder decoder;
    private final Work work;

    /** What is done with an event. */
    @FunctionalInterface
    public interface Work {
        /**
         * @param accepted as {@link Intake#accept(Delivery, Runnable)} has it
         */
        Future<Settlement> on(OcrCompleted event, Runnable accepted);
    }

    public DecodingIntake(OcrEventDecoder decoder, Work work) {
        this.decoder = decoder;
        this.work = work;
    }

    @Override
    public Future<Settlement> accept(Delivery delivery) {
        return accept(delivery, Settlement.NO_EARLIER_WORD);
    }

    @Override
    public Future<Settlement> accept(Delivery delivery, Runnable accepted) {
        return decoder.decode(delivery)
                .match(
                        decoded -> work.on(decoded.event(), accepted),
                        rejected ->
                                Future.succeededFuture(
                                        new Settlement.Park(
                                                rejected.errorClass(), rejected.reason(), 1)));
    }
}
