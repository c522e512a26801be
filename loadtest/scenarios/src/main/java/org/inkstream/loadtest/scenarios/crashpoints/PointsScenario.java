package org.inkstream.loadtest.scenarios.crashpoints;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.inkstream.loadtest.peers.CallRecord;
import org.inkstream.loadtest.scenarios.chaos.CallAccount;
import org.inkstream.loadtest.scenarios.chaos.FaultKind;
import org.inkstream.loadtest.scenarios.chaos.Happening;
import org.inkstream.loadtest.scenarios.chaos.Outcomes;
import org.inkstream.loadtest.scenarios.system.BackendProcess;
import org.inkstream.loadtest.scenarios.system.Broker;
import org.inkstream.loadtest.scenarios.system.FaultyAgentProcess;
import org.inkstream.loadtest.scenarios.system.Poll;
import org.inkstream.loadtest.scenarios.system.Processes;
import org.inkstream.loadtest.scenarios.system.StoreView;
import org.inkstream.loadtest.scenarios.system.TestLetters;
import org.inkstream.loadtest.scenarios.system.Tools;
import org.inkstream.loadtest.scenarios.system.WorkerProcess;

/**
 * The same letters for each of several points: a worker dies there, another one under its name
 * finishes what is left, and everything must be as if nothing had happened. Each point has a
 * consumer group, a database and topics of its own. Used once, on one thread.
 */
final class PointsScenario {
    private static final String IN = "ocr.completed";
    private static final int LETTERS = 6;
    private static final int LETTER_BYTES = 1_500;
    private static final long SEED = 17;
    private static final Duration DEATH = Duration.ofSeconds(40);
    private static final Duration END = Duration.ofMinutes(3);
    private static final Duration LEAVE = Duration.ofSeconds(60);

    private final List<CrashPoint> points;
    private final Consumer<String> progress;

    PointsScenario(List<CrashPoint> points, Consumer<String> progress) {
        this.points = List.copyOf(points);
        this.progress = progress;
    }

    /** Blocks until it is over. */
    List<PointResult> play() {
        List<PointResult> results = new ArrayList<>();
        try (Processes processes = Processes.begin()) {
            BackendProcess backend = BackendProcess.start(processes);
            // Some calls are refused, so that letters are parked and become due.
            List<String> options =
                    List.of("--delay-ms", "100", "--overloaded", "8", "--keyed", "NONE");
            FaultyAgentProcess agent = FaultyAgentProcess.start(processes, 0, options);
            new Broker(backend).publish(IN, letters());
            for (int number = 0; number < points.size(); number++) {
                PointResult result =
                        new Round("point-" + number, points.get(number), processes, backend, agent)
                                .play();
                results.add(result);
                progress.accept(result.words());
            }
            if (results.stream().allMatch(one -> one.problems().isEmpty())) {
                processes.done();
            }
        }
        return results;
    }

    private static List<TestLetters.Event> letters() {
        List<TestLetters.Event> letters =
                new ArrayList<>(new TestLetters(SEED, LETTER_BYTES).events(LETTERS));
        // One that cannot be read, for the dead letters.
        letters.add(
                new TestLetters.Event(
                        "unreadable", io.vertx.core.buffer.Buffer.buffer("this is no JSON")));
        return letters;
    }

    /** One point. */
    private record Round(
            String act,
            CrashPoint point,
            Processes processes,
            BackendProcess backend,
            FaultyAgentProcess agent) {

        PointResult play() {
            long begun = System.currentTimeMillis();
            WorkerProcess dying = worker(CrashingWorker.class.getName(), killing());
            boolean died = awaitDeath(dying);
            long ended = System.currentTimeMillis();
            if (!died) {
                dying.process().terminate(LEAVE);
            }
            WorkerProcess successor = worker(Processes.INKSTREAM, List.of());
            try (StoreView store = new StoreView(backend, act)) {
                Outcomes outcomes = awaitEnd(store, successor);
                successor.process().terminate(LEAVE);
                return new PointResult(point, LETTERS, died, outcomes, repeats(begun, ended, died));
            }
        }

        private List<String> killing() {
            return List.of("-D" + CrashingWorker.AT + "=" + point);
        }

        private WorkerProcess worker(String mainClass, List<String> options) {
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put("kafka.bootstrapServers", backend.bootstrapServers());
            settings.put("kafka.groupId", act);
            settings.put("kafka.topics.documentEnriched", act + ".enriched");
            settings.put("kafka.topics.costRecorded", act + ".costs");
            settings.put("kafka.topics.deadLetters", act + ".dlq");
            settings.put("store.uri", backend.storeUri());
            settings.put("store.database", act);
            settings.put("agents.url", "http://127.0.0.1:" + agent.port() + "/mcp/" + act);
            settings.put("workflow.tools", Tools.EIGHT);
            settings.put("workflow.parkAfter", "100ms");
            settings.put("quality.samplingShare", "0");
            return WorkerProcess.start(processes, act, mainClass, options, settings);
        }

        private static boolean awaitDeath(WorkerProcess dying) {
            try {
                Poll.forThe(
                        "the death of a worker",
                        DEATH,
                        () ->
                                dying.process().isAlive()
                                        ? Optional.empty()
                                        : Optional.of(Boolean.TRUE));
                return true;
            } catch (IllegalStateException notPassed) {
                return false;
            }
        }

        private Outcomes awaitEnd(StoreView store, WorkerProcess successor) {
            Broker broker = new Broker(backend);
            return Poll.forThe(
                    "all letters of " + act,
                    END,
                    () -> {
                        successor.process().requireAlive();
                        Map<String, Set<String>> announced = broker.eventIds(act + ".enriched");
                        Set<String> dead = broker.keys(act + ".dlq");
                        return announced.size() < LETTERS || dead.isEmpty()
                                ? Optional.empty()
                                : Optional.of(
                                        new Outcomes(
                                                store.letters(),
                                                announced,
                                                dead,
                                                store.costs(),
                                                broker.eventIds(act + ".costs")));
                    });
        }

        /** With a death everything is explained that was in the air then, and nothing without. */
        private List<CallAccount.Repeat> repeats(long begun, long ended, boolean died) {
            List<CallRecord> calls =
                    agent.calls().stream()
                            .filter(call -> call.caller().equals(act))
                            .filter(call -> call.atMillis() >= begun)
                            .collect(Collectors.toList());
            List<Happening> kills =
                    died
                            ? List.of(new Happening(FaultKind.WORKER_KILLED, act, "", ended, ended))
                            : List.of();
            return new CallAccount(calls, kills).repeats(any -> true);
        }
    }
}
