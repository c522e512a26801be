package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.AgentLine;
import org.inkstream.agents.call.CallListener;
import org.inkstream.agents.call.RetryBudget;
import org.inkstream.agents.call.TimersBreaker;
import org.inkstream.agents.call.ToolCaller;
import org.inkstream.config.AgentsSettings;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.Received;
import org.inkstream.pipeline.ingest.DeadLetter;
import org.inkstream.pipeline.ingest.DecodingIntake;
import org.inkstream.pipeline.ingest.Delivery;
import org.inkstream.pipeline.ingest.OcrEventDecoder;
import org.inkstream.pipeline.ingest.kafka.Lane;
import org.inkstream.pipeline.ingest.kafka.SourceMeter;
import org.inkstream.pipeline.ingest.kafka.TurnedSource;
import org.inkstream.pipeline.journal.DueStore;
import org.inkstream.pipeline.journal.Heartbeat;
import org.inkstream.pipeline.journal.RunsInThisProcess;
import org.inkstream.pipeline.journal.StoredJournal;
import org.inkstream.pipeline.workflow.DeadRun;
import org.inkstream.pipeline.workflow.DeadRuns;
import org.inkstream.pipeline.workflow.DocumentWorkflow;
import org.inkstream.pipeline.workflow.DueLoop;
import org.inkstream.pipeline.workflow.ParkedRuns;
import org.inkstream.pipeline.workflow.WorkflowEvents;

/** The parts of one process, put together as the service does it, with one event loop. */
final class Domain {
    private static final Duration FLUSH_WINDOW = Duration.ofMillis(2);
    private static final Duration WAIT_DEADLINE = Duration.ofSeconds(20);
    private static final AgentsSettings.Breaker BREAKER =
            new AgentsSettings.Breaker(5, Duration.ofSeconds(10), Duration.ofSeconds(2));
    private static final int MOST_DEATHS = 3;
    private static final OcrEventDecoder DECODER = new OcrEventDecoder();

    private final Heartbeat heartbeat;
    private final ProcessTimers timers;
    private final RunsInThisProcess runs = new RunsInThisProcess();
    private final ToolCaller caller;
    private final StoppableCalls calls;
    private final SimulatedConsumer consumer;
    private final TurnedSource source;
    private final ProcessTimers dueTimers;
    private final DueLoop due;

    /**
     * @param letterCame called when the source has been told of an end
     */
    Domain(Setting setting, Incarnation me, Heartbeat heartbeat, Runnable letterCame) {
        this.heartbeat = heartbeat;
        this.timers = me.timers("loop");
        this.caller = caller(setting, me);
        this.calls = new StoppableCalls(caller, setting.keysHonoured());
        this.consumer = consumer(setting, me);
        DocumentWorkflow workflow = workflow(setting, me);
        this.source = source(setting, me, workflow, letterCame);
        this.dueTimers = me.timers("due");
        this.due =
                new DueLoop(
                        dueStore(setting, me),
                        entry -> true,
                        entry -> workflow.resume(entry.id()),
                        setting.workflow().maxResumed(),
                        dueTimers);
        due.start();
    }

    private ToolCaller caller(Setting setting, Incarnation me) {
        Agent agent =
                setting.parts()
                        .agent(
                                new AgentLink(
                                        me,
                                        setting.schedule(),
                                        setting.weather(),
                                        setting.crashes(),
                                        setting.house(),
                                        setting.bills()));
        Map<String, AgentLine> lines = new HashMap<>();
        setting.letters()
                .catalogue()
                .agents()
                .forEach(
                        name ->
                                lines.put(
                                        name,
                                        new AgentLine(
                                                agent,
                                                new TimersBreaker(name, BREAKER, timers),
                                                new RetryBudget(0.5),
                                                WAIT_DEADLINE)));
        return new ToolCaller(
                timers,
                lines::get,
                setting.letters().catalogue(),
                setting.letters().schemas(),
                setting.chance().generator(),
                CallListener.SILENT,
                setting.workflow().parkAfter(),
                StoppableCalls::atMostOf);
    }

    private static SimulatedConsumer consumer(Setting setting, Incarnation me) {
        OffsetCommits commits =
                new OffsetCommits(
                        me,
                        setting.group(),
                        setting.schedule(),
                        setting.weather(),
                        setting.crashes());
        return new SimulatedConsumer(
                me,
                setting.topic(),
                setting.group(),
                setting.weather(),
                setting.crashes(),
                commits,
                setting.parts());
    }

    private TurnedSource source(
            Setting setting, Incarnation me, DocumentWorkflow workflow, Runnable letterCame) {
        DecodingIntake intake = new DecodingIntake(DECODER, workflow::process);
        Lane lane =
                new Lane(
                        task -> setting.schedule().in(1_000, me, "lane", "", task),
                        setting.parts().intake(intake));
        return new TurnedSource(
                consumer,
                setting.kafka(),
                setting.workflow(),
                List.of(lane),
                setting.outbox().deadLettersOf(me, setting.network(), setting.weather()),
                timers,
                new InFlight(setting),
                new Mail(me, setting.schedule(), consumer::rebalancing, letterCame));
    }

    private DocumentWorkflow workflow(Setting setting, Incarnation me) {
        JournalLink link =
                new JournalLink(
                        me,
                        setting.network(),
                        setting.weather(),
                        setting.chance(),
                        setting.journal());
        StoredJournal journal =
                new StoredJournal(
                        new ToldResults(setting.parts().runs(link), setting.bills()),
                        setting.parts().lease(heartbeat),
                        heartbeat.liveness(),
                        runs,
                        timers,
                        FLUSH_WINDOW);
        return new DocumentWorkflow(
                () -> Letters.REVISION,
                timers,
                journal,
                setting.letters().plan(),
                calls,
                setting.assembler(),
                setting.parts()
                        .results(
                                new ResultsLink(
                                        me,
                                        setting.network(),
                                        setting.weather(),
                                        setting.results())),
                setting.parts()
                        .announcer(
                                setting.outbox()
                                        .announcerOf(
                                                me,
                                                setting.network(),
                                                setting.weather(),
                                                setting.chance())),
                new ParkedRuns(dueStore(setting, me), Domain::read),
                new DeadRuns(dead -> bury(setting, me, dead), MOST_DEATHS, timers),
                new WorkflowEvents() {});
    }

    private static DueStore dueStore(Setting setting, Incarnation me) {
        return setting.parts().due(new DueLink(me, setting.network(), setting.due()));
    }

    private static OcrCompleted read(Received received) {
        return DECODER.decode(received)
                .match(
                        decoded -> decoded.event(),
                        rejected -> {
                            throw new IllegalStateException(rejected.reason());
                        });
    }

    private static Future<Void> bury(Setting setting, Incarnation me, DeadRun dead) {
        Received event = dead.event();
        Delivery delivery =
                new Delivery(
                        new Delivery.Origin(event.topic(), event.partition(), event.offset()),
                        dead.documentId(),
                        event.value(),
                        event.headers());
        return setting.outbox()
                .deadLettersOf(me, setting.network(), setting.weather())
                .bury(
                        new DeadLetter(
                                delivery,
                                dead.errorClass(),
                                dead.reason(),
                                dead.attempts(),
                                dead.history(),
                                dead.at()));
    }

    /** Begins nothing more. */
    void drain() {
        calls.end();
        source.beginDrain();
        due.drain();
    }

    /** What ends with the event loop. */
    void stop() {
        calls.stop();
        caller.stop();
    }

    Heartbeat heartbeat() {
        return heartbeat;
    }

    DueLoop due() {
        return due;
    }

    ProcessTimers dueTimers() {
        return dueTimers;
    }

    ProcessTimers timers() {
        return timers;
    }

    RunsInThisProcess runs() {
        return runs;
    }

    ToolCaller caller() {
        return caller;
    }

    SimulatedConsumer consumer() {
        return consumer;
    }

    TurnedSource source() {
        return source;
    }

    /** Sees that no more is in the air than allowed. */
    private record InFlight(Setting setting) implements SourceMeter {
        @Override
        public void standing(int inFlight, int waiting, boolean intakeStopped) {
            setting.witness()
                    .holds(
                            inFlight <= setting.workflow().maxInFlight(),
                            "I5",
                            inFlight + " records are in the air");
        }
    }
}
