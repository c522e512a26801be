package org.inkstream.agents.inference;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.catalogue.ErrorClass;

/**
 * Tells the class of what an inference server refuses: from the status and from the {@code type} or
 * {@code code} of the error, never from its words.
 */
final class Refusals {
    private static final String TYPE = "type";
    private static final String CODE = "code";

    /** No money is no overload, whatever the status: asking again would be refused again. */
    private static final Map<String, ErrorClass> WHATEVER_THE_STATUS =
            Map.of(
                    "billing_error", ErrorClass.REFUSED,
                    "insufficient_quota", ErrorClass.REFUSED,
                    "billing_hard_limit_reached", ErrorClass.REFUSED);

    /** For errors inside of a stream, which began with status 200. */
    private static final Map<String, ErrorClass> WITHOUT_STATUS =
            Map.ofEntries(
                    Map.entry("overloaded_error", ErrorClass.OVERLOADED),
                    Map.entry("rate_limit_error", ErrorClass.OVERLOADED),
                    Map.entry("rate_limit_exceeded", ErrorClass.OVERLOADED),
                    Map.entry("authentication_error", ErrorClass.AUTHENTICATION),
                    Map.entry("permission_error", ErrorClass.AUTHENTICATION),
                    Map.entry("not_found_error", ErrorClass.REFUSED),
                    Map.entry("model_not_found", ErrorClass.REFUSED),
                    Map.entry("request_too_large", ErrorClass.INVALID_DATA),
                    Map.entry("context_length_exceeded", ErrorClass.INVALID_DATA),
                    Map.entry("invalid_request_error", ErrorClass.INVALID_DATA),
                    Map.entry("timeout_error", ErrorClass.TIMEOUT));

    private Refusals() {}

    /**
     * @param status any but 200
     * @param body what came with it, empty if that was no JSON object
     * @param retryAfter zero if the server does not say
     */
    static CallFailure ofStatus(int status, JsonObject body, Duration retryAfter) {
        JsonObject error = Members.object(body, "error");
        ErrorClass errorClass = named(error, WHATEVER_THE_STATUS).orElseGet(() -> ofStatus(status));
        return new CallFailure(
                errorClass,
                "the model server answered with HTTP status " + status + kind(error),
                retryAfter);
    }

    /**
     * An error where an answer was expected.
     *
     * @param message whose member {@code error} it is
     */
    static CallFailure ofError(JsonObject message) {
        JsonObject error = Members.object(message, "error");
        ErrorClass errorClass =
                named(error, WHATEVER_THE_STATUS)
                        .or(() -> named(error, WITHOUT_STATUS))
                        .orElseGet(() -> ofStatus((int) Members.count(error, CODE)));
        return new CallFailure(
                errorClass, "the model server failed in the middle of an answer" + kind(error));
    }

    private static Optional<ErrorClass> named(JsonObject error, Map<String, ErrorClass> classes) {
        return Optional.ofNullable(classes.get(Members.text(error, TYPE)))
                .or(() -> Optional.ofNullable(classes.get(Members.text(error, CODE))));
    }

    private static ErrorClass ofStatus(int status) {
        return switch (status) {
            case 408, 499, 504 -> ErrorClass.TIMEOUT;
            case 401, 403, 407 -> ErrorClass.AUTHENTICATION;
            case 429, 503, 529 -> ErrorClass.OVERLOADED;
            case 400, 413, 415, 422 -> ErrorClass.INVALID_DATA;
            default -> {
                if (status >= 200 && status < 300) {
                    // Success without the one thing that was asked for.
                    yield ErrorClass.INVALID_DATA;
                }
                yield status >= 300 && status < 500 ? ErrorClass.REFUSED : ErrorClass.UNKNOWN;
            }
        };
    }

    /** Types are words of the protocol; anything longer might be text that we sent. */
    private static String kind(JsonObject error) {
        String type = Members.text(error, TYPE);
        return type.matches("[A-Za-z_]{1,40}") ? " (" + type + ")" : "";
    }
}
