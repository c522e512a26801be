package org.inkstream.pipeline.ingest;

import io.vertx.core.Future;
import java.util.function.Function;
import org.inkstream.pipeline.document.OcrCompleted;

/** Decodes each record and hands it on; what is no event goes to the dead letters at once. */
public final class DecodingIntake implements Intake {
    private final OcrEventDecoder decoder;
    private final Function<OcrCompleted, Future<Settlement>> workflow;

    public DecodingIntake(
            OcrEventDecoder decoder, Function<OcrCompleted, Future<Settlement>> workflow) {
        this.decoder = decoder;
        this.workflow = workflow;
    }

    @Override
    public Future<Settlement> accept(Delivery delivery) {
        return decoder.decode(delivery)
                .match(
                        decoded -> workflow.apply(decoded.event()),
                        rejected ->
                                Future.succeededFuture(
                                        new Settlement.Park(
                                                rejected.errorClass(), rejected.reason(), 1)));
    }
}
