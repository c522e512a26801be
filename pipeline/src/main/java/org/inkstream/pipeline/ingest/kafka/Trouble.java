package org.inkstream.pipeline.ingest.kafka;

import java.time.Duration;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidGroupIdException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.inkstream.catalogue.RetryRule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Failures of the loop itself, in a row: how long to pause, and what to say. Each row is told once
 * when it begins and once when it ends. Not thread-safe: used on the poll thread only.
 */
final class Trouble {
    private static final Logger LOGGER = LoggerFactory.getLogger(Trouble.class);

    private static final RetryRule PAUSES =
            new RetryRule(Integer.MAX_VALUE, Duration.ofSeconds(1), 2, Duration.ofSeconds(10));

    /** A topic that was just created is not known to every broker at once. */
    private static final int TRIES_FOR_A_TOPIC = 3;

    private int inARow;

    /** Takes note of a failure, and returns how long to pause. */
    Duration met(Exception failure) {
        inARow++;
        if (inARow == 1) {
            LOGGER.atWarn()
                    .setCause(failure)
                    .log("reading from Kafka failed; it is tried again until it works");
        }
        return PAUSES.pauseBefore(inARow);
    }

    void over() {
        if (inARow > 0) {
            LOGGER.atInfo().addKeyValue("failures", inARow).log("reading from Kafka works again");
        }
        inARow = 0;
    }

    /** Whether a start that met this failure is hopeless until a person changes something. */
    boolean needsAPerson(Exception failure) {
        Throwable cause = failure;
        // A consumer that cannot be built wraps the reason.
        while (!(cause instanceof ApiException)
                && !(cause instanceof ConfigException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof AuthenticationException
                || cause instanceof AuthorizationException
                || cause instanceof ConfigException
                || cause instanceof InvalidConfigurationException
                || cause instanceof InvalidGroupIdException
                || cause instanceof InvalidTopicException
                || cause instanceof UnsupportedVersionException
                || (cause instanceof NoSuchTopic && inARow >= TRIES_FOR_A_TOPIC);
    }

    /** The topic to read from does not exist. */
    static final class NoSuchTopic extends ApiException {
        private static final long serialVersionUID = 1L;

        NoSuchTopic(String topic) {
            super(
                    "there is no topic '"
                            + topic
                            + "' on the broker; './inkstream topics create' makes the missing ones");
        }
    }
}
