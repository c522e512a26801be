package org.inkstream.agents.mcp.wire;

import io.netty.handler.codec.DecoderException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.catalogue.ErrorClass;

/** Tells the class of a failure from status codes, JSON-RPC codes and exception types alone. */
public final class Failures {
    private Failures() {}

    /** What a JSON-RPC error means. */
    public static CallFailure ofRefusal(Message.Refusal refusal) {
        long waitMs =
                refusal.data().getValue(Rpc.RETRY_AFTER_MS) instanceof Number number
                        ? Math.max(0, number.longValue())
                        : 0;
        return new CallFailure(
                        rpcClass(refusal.code()),
                        "the agent answered with JSON-RPC error " + refusal.code(),
                        Duration.ofMillis(waitMs))
                .withUsage(UsageList.readable(refusal.data()))
                .byAgent();
    }

    /**
     * The JSON-RPC error by which the class of a failure, and what was paid for it, survive the
     * way.
     */
    public static RpcError toRpcError(Throwable cause) {
        if (cause instanceof RpcError error) {
            return error;
        }
        CallFailure failure = of(cause);
        JsonObject data = new JsonObject();
        if (!failure.retryAfter().isZero()) {
            data.put(Rpc.RETRY_AFTER_MS, failure.retryAfter().toMillis());
        }
        if (!failure.usage().isEmpty()) {
            data.put(Rpc.META_USAGE, UsageList.toJson(failure.usage()));
        }
        return new RpcError(
                rpcCode(failure.errorClass()), String.valueOf(failure.getMessage()), data);
    }

    /**
     * @param status an HTTP status other than 200
     * @param retryAfter zero if the agent does not say
     */
    public static CallFailure ofStatus(int status, Duration retryAfter) {
        CallFailure failure =
                new CallFailure(
                        statusClass(status),
                        "the agent answered with HTTP status " + status,
                        retryAfter);
        // Who says that time is up may stand in front of an agent that works on.
        return failure.errorClass() == ErrorClass.TIMEOUT ? failure : failure.byAgent();
    }

    /** What an exception of the HTTP client means; a {@link CallFailure} means itself. */
    public static CallFailure of(Throwable cause) {
        if (cause instanceof CallFailure failure) {
            return failure;
        }
        if (cause instanceof MalformedMessage malformed) {
            return new CallFailure(
                    ErrorClass.INVALID_DATA, "not an MCP message: " + malformed.getMessage());
        }
        return new CallFailure(exceptionClass(cause), "the exchange broke: " + cause);
    }

    private static ErrorClass rpcClass(int code) {
        return switch (code) {
            case Rpc.PARSE_ERROR, Rpc.INVALID_REQUEST, Rpc.INVALID_PARAMS, Rpc.HEADER_MISMATCH ->
                    ErrorClass.INVALID_DATA;
            case Rpc.METHOD_NOT_FOUND,
                    Rpc.MISSING_CAPABILITY,
                    Rpc.UNSUPPORTED_REVISION,
                    Rpc.UPSTREAM_REFUSED ->
                    ErrorClass.REFUSED;
            case Rpc.OVERLOADED -> ErrorClass.OVERLOADED;
            case Rpc.UPSTREAM_TIMEOUT -> ErrorClass.TIMEOUT;
            case Rpc.UPSTREAM_CONNECTION -> ErrorClass.CONNECTION;
            case Rpc.UPSTREAM_AUTHENTICATION -> ErrorClass.AUTHENTICATION;
            case Rpc.UPSTREAM_INVALID -> ErrorClass.INVALID_DATA;
            default -> ErrorClass.UNKNOWN;
        };
    }

    private static int rpcCode(ErrorClass errorClass) {
        return switch (errorClass) {
            case TIMEOUT -> Rpc.UPSTREAM_TIMEOUT;
            case CONNECTION -> Rpc.UPSTREAM_CONNECTION;
            case AUTHENTICATION -> Rpc.UPSTREAM_AUTHENTICATION;
            case REFUSED -> Rpc.UPSTREAM_REFUSED;
            case INVALID_DATA -> Rpc.UPSTREAM_INVALID;
            case OVERLOADED, EVENT_LOOP -> Rpc.OVERLOADED;
            case UNKNOWN -> Rpc.INTERNAL_ERROR;
        };
    }

    private static ErrorClass statusClass(int status) {
        return switch (status) {
            case 408, 504 -> ErrorClass.TIMEOUT;
            case 401, 403, 407 -> ErrorClass.AUTHENTICATION;
            case 429, 503, 529 -> ErrorClass.OVERLOADED;
            case 400, 413, 415, 422 -> ErrorClass.INVALID_DATA;
            default -> {
                if (status < 300) {
                    // Success without the one thing that was asked for.
                    yield ErrorClass.INVALID_DATA;
                }
                yield status < 500 ? ErrorClass.REFUSED : ErrorClass.UNKNOWN;
            }
        };
    }

    private static ErrorClass exceptionClass(Throwable cause) {
        // Our own pool or executor is full: the agent has nothing to do with it.
        if (cause instanceof ConnectionPoolTooBusyException
                || cause instanceof RejectedExecutionException) {
            return ErrorClass.EVENT_LOOP;
        }
        if (cause instanceof HttpClosedException
                || cause instanceof StreamResetException
                || cause instanceof IOException) {
            return ErrorClass.CONNECTION;
        }
        if (cause instanceof TimeoutException) {
            return ErrorClass.TIMEOUT;
        }
        if (cause instanceof DecoderException) {
            return ErrorClass.INVALID_DATA;
        }
        return ErrorClass.UNKNOWN;
    }
}
