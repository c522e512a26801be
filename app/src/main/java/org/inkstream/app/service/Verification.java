package org.inkstream.app.service;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.inkstream.config.EventsSettings;
import org.inkstream.config.Settings;
import org.inkstream.pipeline.audit.Audit;
import org.inkstream.pipeline.audit.AuditReport;
import org.inkstream.pipeline.audit.EventSide;
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
 * Reads topics, dead letters and store of a system, running or not, and compares them as far as its
 * brokers let what went over them be read again. Used on a thread that may block.
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
        readSource(source);
        Map<String, OwnerStore.Beat> before = beats();
        EventSide told = new EventSide();
        try (ToldEvents events = ToldEvents.open(settings)) {
            AuditReport first = look(source, events, told, Set.of());
            if (first.agrees()) {
                return first.without(notCompared());
            }
            pause();
            AuditReport second = look(source, events, told, living(before, beats()));
            Set<Finding> seenBefore = new HashSet<>(first.findings());
            return new AuditReport(
                    second.counts(),
                    second.findings().stream().filter(seenBefore::contains).toList(),
                    notCompared());
        }
    }

    private List<String> notCompared() {
        EventsSettings events = settings.events();
        List<String> gaps = new ArrayList<>();
        if (events.from().nsq()) {
            gaps.add(
                    "letters that came over NSQ with the journal: nsqd keeps no message once it was"
                            + " taken, so one that was lost before is not seen here");
        }
        if (!events.from().kafka()) {
            gaps.add(
                    "dead letters with letters that are enriched: without its record nothing tells"
                            + " whether a dead letter was sent again");
        }
        if (!events.to().kafka()) {
            gaps.add(
                    "announcements with the store: nsqd keeps none; a run is closed only when nsqd"
                            + " has taken its events");
        }
        return gaps;
    }

    private void readSource(SourceSide source) {
        if (!settings.events().from().kafka()) {
            source.cannotBeRead();
            readDeadLetters(source);
            return;
        }
        List<SettledRecords> topics = new ArrayList<>();
        try {
            settings.kafka().read().forEach(topic -> topics.add(SettledRecords.open(topic)));
            // After the offsets are known: each record refused before them is buried by now.
            readDeadLetters(source);
            topics.forEach(settled -> readRecords(settled, source));
        } finally {
            topics.forEach(SettledRecords::close);
        }
    }

    private void readDeadLetters(SourceSide source) {
        if (!settings.events().to().kafka()) {
            readKept(source);
            return;
        }
        new DeadLetterLog(settings.kafka())
                .forEach(
                        letter -> {
                            if (!letter.header(DeadLetterHeaders.ORIGIN_OFFSET).isEmpty()) {
                                source.buried(letter.id(), letter.key(), originOf(letter));
                            }
                            if (!letter.isWhole() && !isKept(letter)) {
                                source.gone(letter.key(), letter.id(), buriedAt(letter));
                            }
                        });
    }

    private void readKept(SourceSide source) {
        Await.done(
                "reading the dead letters",
                ONE_LOOK,
                stores.largeLetters()
                        .forEach(
                                kept -> {
                                    Delivery delivery = kept.letter().delivery();
                                    source.buried(
                                            kept.reference(), delivery.key(), delivery.origin());
                                }));
    }

    private boolean isKept(DeadLetterLog.Buried letter) {
        String reference = letter.header(DeadLetterHeaders.REFERENCE);
        return Await.done("reading " + reference, ONE_LOOK, stores.largeLetters().read(reference))
                        .length
                > 0;
    }

    private static Instant buriedAt(DeadLetterLog.Buried letter) {
        String at = letter.header(DeadLetterHeaders.TIMESTAMP);
        return at.isEmpty() ? Instant.EPOCH : Instant.parse(at);
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
                (record, at) -> {
                    decoder.decode(record)
                            .match(
                                    decoded -> {
                                        boolean replayed =
                                                record.headers()
                                                        .containsKey(
                                                                DeadLetterHeaders.REPLAYED_FROM);
                                        source.accepted(
                                                record.origin(), decoded.event(), replayed, at);
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

    private AuditReport look(
            SourceSide source, ToldEvents events, EventSide told, Set<String> living) {
        events.readOn(told);
        StoreSide store =
                Await.done("reading the store", ONE_LOOK, stores.audit().read(new StoreSide(told)));
        if (!settings.events().to().kafka()) {
            readKept(source);
            source.knowsAllBuried();
        }
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
