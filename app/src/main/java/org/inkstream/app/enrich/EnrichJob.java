package org.inkstream.app.enrich;

import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.inkstream.identity.Ids;
import org.inkstream.pipeline.publish.EventType;

/**
 * Publishes letters and follows what becomes of them. Everything happens on the thread that calls
 * {@link #run}; what other threads have to say goes through the inbox.
 */
final class EnrichJob {
    private static final long LOOK_AROUND_MILLIS = 100;

    private final LetterFiles files;
    private final EnrichmentRun service;
    private final ResultFolder folder;
    private final ProgressPrinter printer;
    private final BooleanSupplier stopRequested;
    private final BlockingQueue<RunEvent> inbox = new LinkedBlockingQueue<>();

    /** Document ids by the run ids that stand in the topic. */
    private final Map<String, String> published = new HashMap<>();

    /** What was announced, by run id: of this command or of an earlier one. */
    private final Map<String, LetterRow> finished = new HashMap<>();

    /** Ids of letters that an earlier command saw given up. */
    private final Set<String> givenUp = new HashSet<>();

    /** Run ids of letters on their way, by document id. */
    private final Map<String, String> running = new HashMap<>();

    /** Letters of this command that are enriched, by document id. */
    private final Map<String, LetterRow> enriched = new TreeMap<>();

    private final Set<String> taken = new HashSet<>();
    private final List<Refusal> failed;
    private int looked;
    private int resumed;
    private long startedNanos;
    private Duration took = Duration.ZERO;

    EnrichJob(
            LetterFiles files,
            EnrichmentRun service,
            ResultFolder folder,
            ProgressPrinter printer,
            BooleanSupplier stopRequested) {
        this.files = files;
        this.service = service;
        this.folder = folder;
        this.printer = printer;
        this.stopRequested = stopRequested;
        this.failed = new ArrayList<>(files.refused());
    }

    /**
     * Works until every letter has come to its end or a stop is requested, then closes the service.
     *
     * @throws IllegalStateException if the service broke
     */
    Summary run() throws IOException, InterruptedException {
        startedNanos = service.timers().monotonicNanos();
        try {
            catchUp();
            startedNanos = service.timers().monotonicNanos();
            work();
            took = service.timers().since(startedNanos);
        } finally {
            service.close();
        }
        // Closing lets what is in flight finish, and hands over the last events.
        applyAll();
        Summary summary = summary();
        folder.finish(summary);
        printer.finish(progress(took));
        return summary;
    }

    /** What an earlier run of the command did comes first: it need not be done again. */
    private void catchUp() throws IOException, InterruptedException {
        Future<Void> replayed = service.start(inbox::add);
        replayed.onFailure(cause -> inbox.add(new RunEvent.Broken(cause)));
        while (!replayed.succeeded() && !stopRequested.getAsBoolean()) {
            waitForEvent();
        }
        applyAll();
        // Asked for again, a letter that was given up gets another try.
        published.values().removeIf(givenUp::contains);
    }

    private void work() throws IOException, InterruptedException {
        Iterator<LetterFile> next = files.letters().iterator();
        while (!stopRequested.getAsBoolean() && (next.hasNext() || !running.isEmpty())) {
            while (next.hasNext() && running.size() < service.window()) {
                offer(next.next());
            }
            if (!running.isEmpty()) {
                waitForEvent();
                applyAll();
            }
            printer.tick(progress(service.timers().since(startedNanos)));
        }
    }

    private void offer(LetterFile file) {
        looked++;
        LetterReader.read(file)
                .handle(
                        letter -> offer(file, letter),
                        reason -> failed.add(new Refusal(file.name(), reason)));
    }

    private void offer(LetterFile file, Letter letter) {
        String id = letter.documentId();
        if (!taken.add(id)) {
            failed.add(new Refusal(file.name(), "has the document id of another file: " + id));
            return;
        }
        String runId = Ids.runId(id, letter.textHash(), service.revision(), 1);
        LetterRow row = finished.get(runId);
        if (row != null) {
            resumed++;
            enriched.put(id, row);
            return;
        }
        running.put(id, runId);
        if (published.putIfAbsent(runId, id) == null) {
            service.publish(letter, runId)
                    .onFailure(cause -> inbox.add(new RunEvent.Broken(cause)));
        }
    }

    private void waitForEvent() throws IOException, InterruptedException {
        RunEvent event = inbox.poll(LOOK_AROUND_MILLIS, TimeUnit.MILLISECONDS);
        if (event != null) {
            apply(event);
        }
    }

    private void applyAll() throws IOException {
        for (RunEvent event = inbox.poll(); event != null; event = inbox.poll()) {
            apply(event);
        }
    }

    private void apply(RunEvent event) throws IOException {
        if (event instanceof RunEvent.Announced announced && !folder.apply(announced)) {
            return;
        }
        event.handle(
                stands -> published.put(stands.runId(), stands.documentId()),
                this::note,
                this::note,
                EnrichJob::giveUp);
    }

    private void note(RunEvent.Announced event) {
        if (!event.type().equals(EventType.DOCUMENT_ENRICHED.cloudEventsType())) {
            return;
        }
        String id = event.documentId();
        String runId = event.data().getString("runId", "");
        LetterRow row = LetterRow.of(event.data());
        finished.put(runId, row);
        // A run of an older text may come to its end beside the one we wait for.
        if (running.remove(id, runId)) {
            enriched.put(id, row);
        }
    }

    private void note(RunEvent.Buried event) {
        String runId = running.remove(event.documentId());
        if (runId == null) {
            givenUp.add(event.documentId());
        } else {
            failed.add(new Refusal(event.documentId(), event.reason()));
        }
    }

    private static void giveUp(RunEvent.Broken broken) {
        throw new IllegalStateException(
                "the service broke: " + broken.cause().getMessage(), broken.cause());
    }

    private Progress progress(Duration elapsed) {
        return new Progress(
                files.letters().size() + files.refused().size(),
                enriched.size(),
                resumed,
                running.size(),
                failed.size(),
                elapsed);
    }

    private Summary summary() {
        int unfinished = running.size() + files.letters().size() - looked;
        return new Summary(
                List.copyOf(enriched.values()),
                resumed,
                failed,
                unfinished,
                took);
    }
}
