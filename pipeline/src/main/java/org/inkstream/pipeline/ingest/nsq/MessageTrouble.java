package org.inkstream.pipeline.ingest.nsq;

import org.inkstream.pipeline.ingest.nsq.client.NsqMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Tells why a message could not be worked on: in one line, and where only for mistakes of ours. */
final class MessageTrouble {
    private static final Logger LOGGER = LoggerFactory.getLogger(MessageTrouble.class);

    private MessageTrouble() {}

    static void tell(NsqMessage message, Throwable cause) {
        LoggingEventBuilder line =
                LOGGER.atWarn()
                        .addKeyValue("topic", message.topic())
                        .addKeyValue("messageId", message.id())
                        .addKeyValue("attempt", message.attempts())
                        .addKeyValue("kind", cause.getClass().getSimpleName())
                        .addKeyValue("cause", String.valueOf(cause.getMessage()));
        (isMistake(cause) ? line.setCause(cause) : line)
                .log("a message could not be worked on; it is tried again until it can");
    }

    /**
     * What the JVM throws of itself; brokers and stores that are away have exceptions of theirs.
     */
    private static boolean isMistake(Throwable cause) {
        return cause.getClass().getPackageName().equals("java.lang");
    }
}
