package org.inkstream.agents.mcp.client;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.mcp.wire.Failures;
import org.inkstream.agents.mcp.wire.Message;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.catalogue.ErrorClass;

/**
 * Finds out which era an agent belongs to, as the protocol says: the current revision is tried, and
 * whoever does not know it is asked to initialize. An agent that cannot be reached has no era.
 */
final class Handshake {
    private final Wire wire;

    private Handshake(Wire wire) {
        this.wire = wire;
    }

    /** How to speak from now on; fails with {@link CallFailure}. */
    static Future<Dialect> over(Wire wire) {
        return new Handshake(wire).discover();
    }

    private Future<Dialect> discover() {
        return wire.ask(Dialect.STATELESS, Rpc.DISCOVER, new JsonObject())
                .compose(answer -> heard(answer.message()), this::unanswered);
    }

    private Future<Dialect> heard(Message message) {
        if (message instanceof Message.Result discovery) {
            return among(discovery.result().getValue("supportedVersions"));
        }
        Message.Refusal refusal = (Message.Refusal) message;
        return switch (refusal.code()) {
            case Rpc.UNSUPPORTED_REVISION -> among(refusal.data().getValue("supported"));
            // Only who knows the revision can find fault with it like this.
            case Rpc.HEADER_MISMATCH, Rpc.MISSING_CAPABILITY ->
                    Future.succeededFuture(Dialect.STATELESS);
            case Rpc.METHOD_NOT_FOUND -> initializeOrElse(Dialect.STATELESS);
            default ->
                    isTrouble(Failures.ofRefusal(refusal))
                            ? Future.failedFuture(Failures.ofRefusal(refusal))
                            : initialize(Dialect.SESSION_REVISIONS.get(0));
        };
    }

    /** An outage says nothing about an era; an answer that is none of this protocol's does. */
    private Future<Dialect> unanswered(Throwable cause) {
        CallFailure failure = Failures.of(cause);
        return switch (failure.errorClass()) {
            case REFUSED, INVALID_DATA -> initialize(Dialect.SESSION_REVISIONS.get(0));
            default -> Future.failedFuture(failure);
        };
    }

    private static boolean isTrouble(CallFailure failure) {
        return switch (failure.errorClass()) {
            case CONNECTION, TIMEOUT, OVERLOADED, AUTHENTICATION, EVENT_LOOP -> true;
            case UNKNOWN, INVALID_DATA, REFUSED -> false;
        };
    }

    private Future<Dialect> among(Object supported) {
        List<?> revisions = supported instanceof JsonArray list ? list.getList() : List.of();
        if (revisions.contains(Rpc.REVISION)) {
            return Future.succeededFuture(Dialect.STATELESS);
        }
        Optional<String> common =
                Dialect.SESSION_REVISIONS.stream().filter(revisions::contains).findFirst();
        return common.map(this::initialize)
                .orElseGet(() -> refused("the agent speaks no revision that is spoken here"));
    }

    /** Some agents know the current revision's calls and neither way to begin. */
    private Future<Dialect> initializeOrElse(Dialect otherwise) {
        return initialize(Dialect.SESSION_REVISIONS.get(0))
                .recover(
                        failure ->
                                Failures.of(failure).errorClass() == ErrorClass.REFUSED
                                        ? Future.succeededFuture(otherwise)
                                        : Future.failedFuture(failure));
    }

    private Future<Dialect> initialize(String revision) {
        JsonObject params =
                new JsonObject()
                        .put("protocolVersion", revision)
                        .put("capabilities", new JsonObject())
                        .put("clientInfo", CallMessages.clientInfo());
        return wire.ask(Dialect.UNSETTLED, Dialect.INITIALIZE, params).compose(this::initialized);
    }

    private Future<Dialect> initialized(Wire.Answer answer) {
        if (answer.message() instanceof Message.Refusal refusal) {
            return Future.failedFuture(Failures.ofRefusal(refusal));
        }
        JsonObject result = ((Message.Result) answer.message()).result();
        String revision = String.valueOf(result.getValue("protocolVersion"));
        if (!Dialect.SESSION_REVISIONS.contains(revision)) {
            return refused("the agent insists on a revision that is not spoken here");
        }
        Dialect agreed = new Dialect(Dialect.Era.SESSION, revision, answer.session());
        return wire.tell(agreed, Dialect.INITIALIZED, new JsonObject()).map(told -> agreed);
    }

    private static Future<Dialect> refused(String why) {
        return Future.failedFuture(new CallFailure(ErrorClass.REFUSED, why));
    }
}
