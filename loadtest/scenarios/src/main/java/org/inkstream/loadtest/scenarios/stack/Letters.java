package org.inkstream.loadtest.scenarios.stack;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.inkstream.loadtest.scenarios.recovery.Claim;
import org.inkstream.loadtest.scenarios.system.Broker;
import org.inkstream.loadtest.scenarios.system.Poll;
import org.inkstream.loadtest.scenarios.system.TestLetters;

/** What is put into a stack, and what becomes of it. */
final class Letters {
    private static final Duration COMMAND = Duration.ofMinutes(1);
    private static final Duration WORK = Duration.ofMinutes(3);
    private static final long SEED = 1_862;
    private static final int LETTER_BYTES = 800;
    private static final String TOPIC = "ocr.completed";
    private static final String JOB = "samples";

    private final Stack stack;
    private final TestLetters texts = new TestLetters(SEED, LETTER_BYTES);
    private int published;

    Letters(Stack stack) {
        this.stack = stack;
    }

    /**
     * Gives the samples to the coordinator by command, as a person does, and waits for their end.
     */
    List<Claim> samples(Path samples) {
        String coordinator = stack.places().first("enrichment-coordinator").address(8_001);
        Container any = stack.places().first("enrichment-coordinator");
        Path output = any.root().resolve("jobs-create.log");
        Program create =
                Program.start(
                        "jobs create",
                        CommandLines.inkstream(
                                List.of(
                                        "jobs",
                                        "create",
                                        samples.toString(),
                                        "--id",
                                        JOB,
                                        "--url",
                                        "http://" + coordinator),
                                Map.of()),
                        Map.of(),
                        any.root(),
                        output);
        if (!create.succeedsWithin(COMMAND)) {
            throw new IllegalStateException("jobs create: " + create.lastLines());
        }
        Asking jobs = new Asking(coordinator, Map.of());
        JsonObject ended =
                Poll.forThe(
                        "the end of the job",
                        WORK,
                        () -> {
                            Poll.pause();
                            stack.requireAlive();
                            JsonObject job = jobs.json("/jobs/" + JOB);
                            return "finished".equals(job.getString("status"))
                                    ? Optional.of(job)
                                    : Optional.empty();
                        });
        int expected = count(samples);
        int enriched = ended.getInteger("success") + ended.getInteger("review");
        return List.of(
                new Claim(
                        enriched == expected,
                        "the coordinator's job ended with %d of %d samples enriched"
                                .formatted(enriched, expected)));
    }

    /** Which agents were called, as the hub counts. */
    List<Claim> agents(Asking hub) {
        JsonArray agents = hub.json("/agents").getJsonArray("agents");
        List<String> called = new ArrayList<>();
        for (int i = 0; i < agents.size(); i++) {
            JsonObject agent = agents.getJsonObject(i);
            if (agent.getLong("calls") > 0) {
                called.add(agent.getString("id") + " " + agent.getLong("calls"));
            }
        }
        return List.of(
                new Claim(
                        called.size() == 5,
                        "the hub called five agents: " + String.join(", ", called)));
    }

    /** Publishes some letters on Kafka, each of its own text. */
    void publish(int count) {
        List<TestLetters.Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(texts.event(published++));
        }
        new Broker(stack.places().first("kafka").address(9_092)).publish(TOPIC, events);
    }

    /** Which workers have enriched letters. */
    List<Claim> workers() {
        List<Container> workers = stack.places().of("enrichment-worker");
        List<String> counts = new ArrayList<>();
        boolean all = workers.size() > 1;
        for (Container worker : workers) {
            long count = enriched(new Asking(worker.address(8_002), Map.of()).get("/metrics"));
            all &= count > 0;
            counts.add(worker.name() + " " + count);
        }
        return List.of(
                new Claim(all, "every worker has enriched letters: " + String.join(", ", counts)));
    }

    private static long enriched(String scrape) {
        return scrape.lines()
                .filter(line -> line.startsWith("enrichment_documents_total{"))
                .filter(line -> !line.contains("dead_lettered"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static int count(Path samples) {
        try (Stream<Path> files = Files.walk(samples)) {
            return (int) files.filter(file -> file.toString().matches(".*\\.(txt|json)")).count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + samples, unreadable);
        }
    }
}
