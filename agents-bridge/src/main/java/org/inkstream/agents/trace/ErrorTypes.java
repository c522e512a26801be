package org.inkstream.agents.trace;

import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.mcp.wire.RpcError;

/**
 * What a failure is called on a span: a class of it, never its message, which may quote a letter.
 */
public final class ErrorTypes {
    private ErrorTypes() {}

    /** The wire name of its error class, or the name of the exception's class if it has none. */
    public static String of(Throwable failure) {
        if (failure instanceof CallFailure known) {
            return known.errorClass().wireName();
        }
        if (failure instanceof RpcError refused) {
            return String.valueOf(refused.code());
        }
        return failure.getClass().getName();
    }
}
