package org.inkstream.app.service;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.inkstream.config.Settings;
import org.inkstream.pipeline.audit.Audit;
import org.inkstream.pipeline.audit.AuditReport;
import org.inkstream.pipeline.audit.Finding;
import org.inkstream.pipeline.audit.SourceSide;
import org.inkstream.pipeline.audit.StoreSide;
import org.inkstream.pipeline.ingest.Delivery;
import org.inkstream.pipeline.ingest.OcrEventDecoder;
import org.inkstream.pipeline.ingest.kafka.SettledRecords;
import org.inkstream.pipeline.journal.Owner;
import org.inkstream.pipeline.journal.OwnerStore;
import org.inkstream.pipeline.publish.kafka.DeadLetterHeaders;
import org.inkstream.pipeline.publish.kafka.DeadLetterLog;
import org.inkstream.pipeline.store.mongo.MongoStores;
import org.inkstream.time.Deadlines;
import org.inkstream.time.Timers;

/**
 * Reads topic, dead letters and store of a system, running or not, and compares them. Used on a
 * thread that may block.
 */
final class Verification {
    private static final Duration ONE_LOOK = Duration.ofHours(1);
    private static final int EVERY = 10_000;

    private final Settings settings;
    private final MongoStores stores;
    private final Timers timers;
    private final LongConsumer progress;

    /**
     * @param progress hears how many records have been read, now and then
     */
    Verification(Settings settings, MongoStores stores, Timers timers, LongConsumer progress) {
        this.settings = settings;
        this.stores = stores;
        this.timers = timers;
        this.progress = progress;
    }

    /**
     * What is wrong for sure. A first look that finds something may have seen work in motion, or an
     * owner whose beat moves too seldom to be seen; what a second look does not find again is no
     * finding.
     */
    AuditReport run() {
        SourceSide source = new SourceSide();
        try (SettledRecords settled = SettledRecords.open(settings.kafka())) {
            // After the offsets are known: each record refused before them is buried by now.
            readDeadLetters(source);
            readRecords(settled, source);
        }
        Map<String, OwnerStore.Beat> before = beats();
        AuditReport first = look(source, Set.of());
        if (first.agrees()) {
            return first;
        }
        pause();
        AuditReport second = look(source, living(before, beats()));
        Set<Finding> seenBefore = new HashSet<>(first.findings());
        return new AuditReport(
                second.counts(), second.findings().stream().filter(seenBefore::contains).toList());
    }

    private void readDeadLetters(SourceSide source) {
        new DeadLetterLog(settings.kafka())
                .forEach(
                        letter -> {
                            if (!letter.header(DeadLetterHeaders.ORIGIN_OFFSET).isEmpty()) {
                                source.buried(originOf(letter));
                            }
                        });
    }

    private static Delivery.Origin originOf(DeadLetterLog.Buried letter) {
        return new Delivery.Origin(
                letter.header(DeadLetterHeaders.ORIGIN_TOPIC),
                Integer.parseInt(letter.header(DeadLetterHeaders.ORIGIN_PARTITION)),
                Long.parseLong(letter.header(DeadLetterHeaders.ORIGIN_OFFSET)));
    }

    private void readRecords(SettledRecords settled, SourceSide source) {
        OcrEventDecoder decoder = new OcrEventDecoder();
        long[] read = {0};
        settled.forEach(
                record -> {
                    decoder.decode(record)
                            .match(
                                    decoded -> {
                                        boolean replayed =
                                                record.headers()
                                                        .containsKey(
                                                                DeadLetterHeaders.REPLAYED_FROM);
                                        source.accepted(record.origin(), decoded.event(), replayed);
                                        return true;
                                    },
                                    rejected -> {
                                        source.refused(record.origin());
                                        return false;
                                    });
                    if (++read[0] % EVERY == 0) {
                        progress.accept(read[0]);
                    }
                });
    }

    private AuditReport look(SourceSide source, Set<String> living) {
        StoreSide store =
                Await.done("reading the store", ONE_LOOK, stores.audit().read(new StoreSide()));
        Instant openedBefore = timers.now().minus(settings.journal().reconcileAfter());
        return Audit.compare(source, store, living::contains, openedBefore);
    }

    private Map<String, OwnerStore.Beat> beats() {
        return Await.done("asking for processes", ONE_LOOK, stores.owners().beats());
    }

    private void pause() {
        Duration pause = settings.journal().deadAfter();
        Await.done("waiting", pause.plus(ONE_LOOK), Deadlines.pause(timers, pause));
    }

    /** The owners whose counter has moved. */
    private static Set<String> living(
            Map<String, OwnerStore.Beat> before, Map<String, OwnerStore.Beat> after) {
        Set<String> living = new HashSet<>();
        after.forEach(
                (name, beat) -> {
                    if (!beat.resigned() && !beat.equals(before.get(name))) {
                        living.add(new Owner(name, beat.incarnation()).id());
                    }
                });
        return living;
    }
}
