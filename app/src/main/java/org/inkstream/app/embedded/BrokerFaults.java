package org.inkstream.app.embedded;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.utils.internals.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a broker's fatal fault from ending the JVM that hosts it. Kafka's exit procedures belong to
 * the whole process: the broker that started last is told of faults.
 */
final class BrokerFaults {
    private static final Logger LOGGER = LoggerFactory.getLogger(BrokerFaults.class);

    private final AtomicReference<String> first = new AtomicReference<>();

    private BrokerFaults() {}

    /** Takes Kafka's way to {@link Runtime#exit} and {@link Runtime#halt} away, for good. */
    static BrokerFaults intercept() {
        BrokerFaults faults = new BrokerFaults();
        Exit.setExitProcedure(faults::keep);
        Exit.setHaltProcedure(faults::keep);
        return faults;
    }

    /** The first fault, for people. */
    Optional<String> first() {
        return Optional.ofNullable(first.get());
    }

    private void keep(int status, @org.jspecify.annotations.Nullable String message) {
        String told =
                message == null ? "a fatal fault, see the log (status " + status + ")" : message;
        if (first.compareAndSet(null, told)) {
            LOGGER.atError()
                    .addKeyValue("fault", told)
                    .log("the embedded broker stopped on a fatal fault; restart this process");
        }
        // Kafka's code must not go on as if nothing had happened.
        throw new BrokerFault(told);
    }

    /** Ends the broker thread that met the fault. */
    static final class BrokerFault extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokerFault(String message) {
            super(message);
        }
    }
}
