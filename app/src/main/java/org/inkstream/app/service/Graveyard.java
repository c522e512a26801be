package org.inkstream.app.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.inkstream.config.Settings;
import org.inkstream.pipeline.ops.BrokerOption;
import org.inkstream.pipeline.publish.kafka.DeadLetterHeaders;
import org.inkstream.pipeline.publish.kafka.DeadLetterLog;
import org.inkstream.pipeline.publish.kafka.DeadLetterLog.Buried;

/**
 * The dead letters of a system, for a command: those of the topic where events go to Kafka, and
 * otherwise those that the store keeps. Blocks.
 */
final class Graveyard implements AutoCloseable {
    private final Settings settings;
    private final StoredDeadLetters stored;

    private Graveyard(Settings settings) {
        this.settings = settings;
        this.stored = new StoredDeadLetters(settings);
    }

    /**
     * @throws IllegalArgumentException if nothing says where the broker is that is needed
     */
    static Graveyard of(BrokerOption broker) {
        Settings given = broker.given();
        return new Graveyard(Reachable.of(given.events().kafka() ? broker.settings() : given));
    }

    Settings settings() {
        return settings;
    }

    /** Shows each once; the bytes of some stand elsewhere. */
    void forEach(Consumer<Buried> reader) {
        if (settings.events().to().kafka()) {
            new DeadLetterLog(settings.kafka()).forEach(reader);
        } else {
            stored.forEach(reader);
        }
    }

    /**
     * The dead letters with these ids.
     *
     * @throws IllegalArgumentException if one is not there
     */
    List<Buried> find(List<String> ids) {
        List<Buried> found = new ArrayList<>();
        forEach(
                letter -> {
                    if (ids.contains(letter.id())) {
                        found.add(letter);
                    }
                });
        ids.stream()
                .filter(id -> found.stream().noneMatch(letter -> letter.id().equals(id)))
                .findFirst()
                .ifPresent(
                        id -> {
                            throw new IllegalArgumentException(
                                    "there is no dead letter '"
                                            + id
                                            + "'; 'dead-letters list' shows those there are");
                        });
        return found;
    }

    /** The letter with its bytes, wherever they are; empty if they are nowhere. */
    Optional<Buried> whole(Buried letter) {
        if (letter.isWhole()) {
            return Optional.of(letter);
        }
        byte[] bytes = stored.read(letter.header(DeadLetterHeaders.REFERENCE));
        return bytes.length == 0 ? Optional.empty() : Optional.of(letter.with(bytes));
    }

    @Override
    public void close() {
        stored.close();
    }
}
