package org.inkstream.agents.inference;

import io.vertx.core.Future;
import java.util.OptionalInt;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.catalogue.ErrorClass;

/** One inference server, asked on one event loop, which answers there. */
public interface ModelEndpoint {
    /** Sends the request now. Nothing waits and nothing is retried here. */
    Generation generate(ModelRequest request);

    /**
     * Asks whether the server is there, without using a model. Fails with {@link
     * org.inkstream.agents.call.CallFailure} if it is not; where there is no free question to ask,
     * it succeeds unasked.
     */
    default Future<Void> ping() {
        return Future.succeededFuture();
    }

    /**
     * Looks at the server as {@link #ping} does, and at the models that it has loaded where it says
     * so.
     */
    default Future<Sight> look() {
        return ping().map(Sight.HERE);
    }

    /**
     * What the server says it has to do, without using a model; fails with {@link
     * org.inkstream.agents.call.CallFailure} where it does not say.
     */
    default Future<Load> load() {
        return Future.failedFuture(new CallFailure(ErrorClass.REFUSED, "nobody says"));
    }

    /**
     * How many slots the server says it has, at least one; fails with {@link
     * org.inkstream.agents.call.CallFailure} where it does not say, of class refused if asking
     * again makes no sense.
     */
    default Future<Integer> slots() {
        return Future.failedFuture(new CallFailure(ErrorClass.REFUSED, "nobody says"));
    }

    /** Lets the listener hear of the limits of a remote API, whenever that tells them. */
    default void listen(RateLimits.Listener listener) {}

    /** Closes connections; generations in the air fail with class connection. */
    Future<Void> close();

    /**
     * What a server has to do.
     *
     * @param running requests that it works on
     * @param waiting requests that wait inside it
     */
    record Load(int running, int waiting) {}

    /**
     * What was seen of a server that is there.
     *
     * @param asked whether it was asked at all
     * @param loaded models that it has loaded; empty if it does not say
     */
    record Sight(boolean asked, OptionalInt loaded) {
        /** There is no free question to ask. */
        public static final Sight UNASKED = new Sight(false, OptionalInt.empty());

        /** It answered, and nothing else is known. */
        public static final Sight HERE = new Sight(true, OptionalInt.empty());
    }

    /** One generation in the air. */
    interface Generation {
        /** The answer; a failure is a {@link org.inkstream.agents.call.CallFailure}. */
        Future<ModelAnswer> answer();

        /**
         * Completes when the server begins to answer, so that it has read the prompt; never if it
         * does not. Whoever cannot tell says so with the answer.
         */
        default Future<?> begun() {
            return answer();
        }

        /**
         * Stops the generation by closing its stream; harmless when it has ended. The answer then
         * fails with class connection and with what is known to be used.
         */
        void abort();
    }
}
