package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.AgentLine;
import org.inkstream.agents.call.CallListener;
import org.inkstream.agents.call.Places;
import org.inkstream.agents.call.RetryBudget;
import org.inkstream.agents.call.TimersBreaker;
import org.inkstream.agents.call.ToolCaller;
import org.inkstream.config.AgentsSettings;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.Received;
import org.inkstream.pipeline.ingest.DeadLetter;
import org.inkstream.pipeline.ingest.DecodingIntake;
import org.inkstream.pipeline.ingest.Delivery;
import org.inkstream.pipeline.ingest.Lane;
import org.inkstream.pipeline.ingest.OcrEventDecoder;
import org.inkstream.pipeline.ingest.SourceMeter;
import org.inkstream.pipeline.ingest.kafka.TurnedSource;
import org.inkstream.pipeline.journal.DueStore;
import org.inkstream.pipeline.journal.Heartbeat;
import org.inkstream.pipeline.journal.RunsInThisProcess;
import org.inkstream.pipeline.journal.StoredJournal;
import org.inkstream.pipeline.journal.StoredReuse;
import org.inkstream.pipeline.workflow.Assembling;
import org.inkstream.pipeline.workflow.DeadRun;
import org.inkstream.pipeline.workflow.DeadRuns;
import org.inkstream.pipeline.workflow.DocumentWorkflow;
import org.inkstream.pipeline.workflow.Jobs;
import org.inkstream.pipeline.workflow.ParkedRuns;
import org.inkstream.pipeline.workflow.ResultStore;
import org.inkstream.pipeline.workflow.StoppableCalls;
import org.inkstream.pipeline.workflow.WorkflowEvents;

/** The parts of one process, put together as the service does it, with one event loop. */
final class Domain {
    private static final Duration FLUSH_WINDOW = Duration.ofMillis(2);
    private static final Duration WAIT_DEADLINE = Duration.ofSeconds(20);
    private static final AgentsSettings.Breaker BREAKER =
            new AgentsSettings.Breaker(5, Duration.ofSeconds(10), Duration.ofSeconds(2));
    private static final int MOST_DEATHS = 3;
    static final OcrEventDecoder DECODER = new OcrEventDecoder();

    private final Heartbeat heartbeat;
    private final ProcessTimers timers;
    private final RunsInThisProcess runs = new RunsInThisProcess();
    private final ToolCaller caller;
    private final StoppableCalls calls;
    private final SimulatedConsumer consumer;
    private final TurnedSource source;
    private final Mending mending;
    private boolean ending;

    /**
     * @param letterCame called when the source has been told of an end
     */
    Domain(Setting setting, Incarnation me, Heartbeat heartbeat, Runnable letterCame) {
        this.heartbeat = heartbeat;
        this.timers = me.timers("loop");
        Connections connections = new Connections(setting.mostAnnounced(), me, setting.witness());
        this.caller = caller(setting, me, connections);
        this.calls =
                new StoppableCalls(new LetterCalls(caller, setting.keysHonoured()), () -> ending);
        this.consumer = consumer(setting, me);
        JournalLink link =
                new JournalLink(
                        me,
                        setting.network(),
                        setting.weather(),
                        setting.chance(),
                        setting.journal(),
                        connections::kept);
        StoredJournal journal = journal(setting, link);
        ResultStore results =
                setting.parts()
                        .results(
                                new ResultsLink(
                                        me,
                                        setting.network(),
                                        setting.weather(),
                                        setting.results()));
        DueStore due = setting.parts().due(new DueLink(me, setting.network(), setting.due()));
        DocumentWorkflow workflow = workflow(setting, me, journal, link, results, due);
        this.source = source(setting, me, workflow, letterCame);
        this.mending =
                new Mending(
                        setting,
                        me,
                        heartbeat,
                        runs,
                        due,
                        workflow,
                        Mending.healing(setting, me, workflow, journal, results, due, timers));
        mending.start();
    }

    private ToolCaller caller(Setting setting, Incarnation me, Connections connections) {
        Places places = Places.of(setting.parts().places(setting.connections()));
        Agent agent =
                setting.parts()
                        .agent(
                                new AgentLink(
                                        me,
                                        setting.schedule(),
                                        setting.weather(),
                                        setting.crashes(),
                                        setting.house(),
                                        setting.bills(),
                                        connections));
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
                                                places,
                                                WAIT_DEADLINE)));
        return new ToolCaller(
                timers,
                lines::get,
                setting.letters().catalogue(),
                setting.letters().schemas(),
                setting.chance().generator(),
                CallListener.SILENT,
                setting.workflow().parkAfter(),
                LetterCalls::atMostOf);
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

    private StoredJournal journal(Setting setting, JournalLink link) {
        return new StoredJournal(
                new ToldResults(setting.parts().runs(link), setting.bills()),
                setting.parts().lease(heartbeat),
                heartbeat.liveness(),
                runs,
                timers,
                FLUSH_WINDOW);
    }

    private DocumentWorkflow workflow(
            Setting setting,
            Incarnation me,
            StoredJournal journal,
            JournalLink link,
            ResultStore results,
            DueStore due) {
        return new DocumentWorkflow(
                () -> Letters.REVISION,
                timers,
                journal,
                setting.letters().plan(),
                calls,
                Assembling.here(setting.assembler()),
                results,
                setting.parts()
                        .announcer(
                                setting.outbox()
                                        .announcerOf(
                                                me,
                                                setting.network(),
                                                setting.weather(),
                                                setting.chance())),
                new ParkedRuns(due, Domain::read),
                new DeadRuns(dead -> bury(setting, me, dead), MOST_DEATHS, timers),
                new WorkflowEvents() {},
                new StoredReuse(new ReuseLink(me, setting.network(), setting.runOfText()), link),
                Jobs.NONE);
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
        ending = true;
        source.beginDrain();
        mending.drain();
    }

    /** What ends with the event loop. */
    void stop() {
        mending.stop();
        calls.stop();
        caller.stop();
    }

    Heartbeat heartbeat() {
        return heartbeat;
    }

    Mending mending() {
        return mending;
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
