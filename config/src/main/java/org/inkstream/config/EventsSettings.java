package org.inkstream.config;

/**
 * Which message brokers events come from and go to.
 *
 * @param from where OCR-complete events are read
 * @param to where outgoing events and dead letters go
 */
public record EventsSettings(Brokers from, Brokers to) {
    /** Whether anything at all goes over Kafka. */
    public boolean kafka() {
        return from.kafka() || to.kafka();
    }

    /** Whether anything at all goes over NSQ. */
    public boolean nsq() {
        return from.nsq() || to.nsq();
    }

    /** One or the other, or both at once. */
    public enum Brokers {
        KAFKA,
        NSQ,
        BOTH;

        public boolean kafka() {
            return this != NSQ;
        }

        public boolean nsq() {
            return this != KAFKA;
        }
    }
}
