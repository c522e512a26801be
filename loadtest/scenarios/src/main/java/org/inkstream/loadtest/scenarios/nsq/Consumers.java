package org.inkstream.loadtest.scenarios.nsq;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.inkstream.loadtest.scenarios.recovery.Claim;
import org.inkstream.loadtest.scenarios.system.JavaProcess;
import org.inkstream.loadtest.scenarios.system.Processes;

/** Bare consumers, which write down what they have accepted. */
final class Consumers implements Crew {
    private static final int SHOWN = 10;

    private final Processes processes;
    private final Ledger ledger;
    private final int port;
    private final int messages;
    private final List<JavaProcess> running = new ArrayList<>();
    private int started;

    /**
     * @param port that leads to nsqd
     * @param messages that must come out
     */
    Consumers(Processes processes, int port, int messages) {
        this.processes = processes;
        this.ledger = new Ledger(processes.folder());
        this.port = port;
        this.messages = messages;
        for (int i = 0; i < NsqChaosPlan.CONSUMERS; i++) {
            running.add(start());
        }
    }

    private JavaProcess start() {
        started++;
        String name = "consumer-" + started;
        return processes.start(
                name,
                Map.of("MALLOC_ARENA_MAX", "2"),
                ConsumerProcess.class.getName(),
                List.of(Integer.toString(port), ledger.file(name).toString()));
    }

    @Override
    public String topic() {
        return ConsumerProcess.TOPIC;
    }

    @Override
    public String channel() {
        return ConsumerProcess.CHANNEL;
    }

    @Override
    public Buffer message(int number) {
        return Buffer.buffer(Accepted.line(number));
    }

    @Override
    public void kill(int number) {
        running.get(number).kill();
        running.set(number, start());
    }

    @Override
    public void replace(int number) {
        running.get(number).askToEnd();
        running.set(number, start());
    }

    @Override
    public int started() {
        return started;
    }

    @Override
    public void requireAlive() {
        running.forEach(JavaProcess::requireAlive);
    }

    @Override
    public int accepted() {
        return ledger.count().accepted();
    }

    @Override
    public List<Claim> claims(NsqdAdmin admin) {
        Ledger.Count count = ledger.count();
        return List.of(
                new Claim(
                        count.accepted() == messages,
                        "every message was accepted: %d of %d, missing %s, %d of them again"
                                .formatted(
                                        count.accepted(),
                                        messages,
                                        count.missing(messages, SHOWN),
                                        count.repeats())));
    }
}
