package org.inkstream.agents.gateway;

import io.vertx.core.AsyncResult;
import java.time.Duration;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.gateway.EndpointListener.Outcome;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.Scheduling.Engine;
import org.inkstream.money.Tokens;

/** What one queue tells its listener of its requests. Used on the endpoint's event loop. */
final class Told {
    private final String endpoint;
    private final boolean remote;
    private final boolean tellsHits;
    private final EndpointListener listener;
    private final BusyTime busy;

    Told(EndpointSpec spec, EndpointListener listener) {
        this.endpoint = spec.name();
        this.remote = spec.scheduling().engine() == Engine.REMOTE;
        // Ollama counts what it had read before with the rest.
        this.tellsHits = spec.kind() != EndpointSpec.Kind.OLLAMA;
        this.listener = listener;
        this.busy = new BusyTime((model, time) -> listener.worked(endpoint, model, time));
    }

    void sent(Ticket ticket, long now) {
        listener.sent(endpoint, ticket.request.tag(), Duration.ofNanos(now - ticket.arrived));
        if (!remote) {
            busy.begins(ticket.request.model().model(), now);
        }
    }

    /** It is worked on no more. */
    void left(Ticket ticket, long now) {
        if (!remote) {
            busy.ends(ticket.request.model().model(), now);
        }
    }

    void ended(Outcome how) {
        listener.ended(endpoint, how);
    }

    void ended(Ticket ticket, AsyncResult<ModelAnswer> outcome) {
        if (outcome.succeeded()) {
            ended(Outcome.ANSWERED);
            Tokens tokens = outcome.result().usage().tokens();
            if (tellsHits) {
                listener.prompt(
                        endpoint,
                        ticket.request.model().model(),
                        tokens.cacheRead(),
                        tokens.prompt() - tokens.cacheRead());
            }
        } else {
            ended(failed(outcome.cause()));
        }
    }

    private static Outcome failed(Throwable cause) {
        if (!(cause instanceof CallFailure failure)) {
            return Outcome.FAILED;
        }
        if (failure.isOverBudget()) {
            return Outcome.OVER_BUDGET;
        }
        return failure.errorClass() == ErrorClass.OVERLOADED ? Outcome.OVERLOADED : Outcome.FAILED;
    }

    void stands(EndpointState state, long now) {
        busy.tell(now);
        listener.stands(state);
    }
}
