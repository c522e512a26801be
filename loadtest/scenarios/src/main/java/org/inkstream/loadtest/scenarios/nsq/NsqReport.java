package org.inkstream.loadtest.scenarios.nsq;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.inkstream.loadtest.scenarios.overhead.Spread;

/** What was measured of the clients, for people and for programs. */
final class NsqReport {
    private static final String ROW = "%-16s %-11s %26s %20s %10s %22s %8s%n";
    private static final double RATE = 2;
    private static final double THREADS = 3;
    private static final List<Client> BOTH = List.of(Client.INKSTREAM, Client.NSQ_J);

    private final NsqPlan plan;
    private final List<Seen> all = new ArrayList<>();

    private record Seen(Work work, Client client, Lap lap) {}

    NsqReport(NsqPlan plan) {
        this.plan = plan;
    }

    void add(Work work, Client client, Lap lap) {
        all.add(new Seen(work, client, lap));
    }

    /**
     * What is to be reached at one work.
     *
     * @param rate messages per second over those of nsq-j
     * @param threads of nsq-j over ours
     */
    private record Ratio(Work work, double rate, double threads) {
        boolean isReached() {
            return rate >= RATE && threads >= THREADS;
        }

        String inWords() {
            return String.format(
                    Locale.ROOT,
                    "%-7s %s: >= %.0f x the messages/s of nsq-j with a third of its threads:"
                            + " %.2f x with 1/%.1f of them",
                    isReached() ? "reached" : "missed",
                    work.label(),
                    RATE,
                    rate,
                    threads);
        }
    }

    /**
     * What nsqd gives at most: messages per second of a bare loop over those of a client.
     *
     * @param cpu of the client for each message over that of the loop
     */
    private record Limit(Client client, double rate, double cpu) {
        String inWords() {
            return String.format(
                    Locale.ROOT,
                    "limit   %s: a bare loop over the sockets gets %.2f x the messages/s of %s, which"
                            + " takes %.1f x its CPU for each",
                    Work.CONSUME.label(),
                    rate,
                    client.label(),
                    cpu);
        }
    }

    private List<Limit> limits() {
        Work work = Work.CONSUME;
        if (!clients(work).contains(Client.BARE)) {
            return List.of();
        }
        return BOTH.stream()
                .filter(clients(work)::contains)
                .map(
                        client ->
                                new Limit(
                                        client,
                                        median(work, Client.BARE, Lap::perSecond)
                                                / median(work, client, Lap::perSecond),
                                        median(work, client, Lap::cpuMicros)
                                                / median(work, Client.BARE, Lap::cpuMicros)))
                .toList();
    }

    private List<Lap> laps(Work work, Client client) {
        return all.stream()
                .filter(seen -> seen.work == work && seen.client == client)
                .map(Seen::lap)
                .toList();
    }

    private List<Work> works() {
        return all.stream().map(Seen::work).distinct().toList();
    }

    private List<Client> clients(Work work) {
        return Arrays.stream(Client.values())
                .filter(client -> !laps(work, client).isEmpty())
                .toList();
    }

    private List<Ratio> ratios() {
        return works().stream()
                .filter(work -> work != Work.SETTLE)
                .filter(work -> clients(work).containsAll(BOTH))
                .map(
                        work ->
                                new Ratio(
                                        work,
                                        median(work, Client.INKSTREAM, Lap::perSecond)
                                                / median(work, Client.NSQ_J, Lap::perSecond),
                                        median(work, Client.NSQ_J, Lap::threads)
                                                / median(work, Client.INKSTREAM, Lap::threads)))
                .toList();
    }

    private double median(Work work, Client client, ToDoubleFunction<Lap> figure) {
        return spread(work, client, figure).median();
    }

    private Spread spread(Work work, Client client, ToDoubleFunction<Lap> figure) {
        return Spread.of(laps(work, client), figure);
    }

    void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%n%d messages of %d bytes after %d of warm-up (a twentieth in batches and at a pace),"
                        + " %d nsqd to consume from, window %d;"
                        + " inkstream has %d publishes on their way, nsq-j %d callers%n",
                plan.messages(),
                plan.bytes(),
                plan.warmUp(),
                plan.nsqds(),
                plan.window(),
                plan.pipelined(),
                plan.callers());
        out.printf(
                ROW, "", "", "messages/s", "CPU us/message", "threads", "p99 settle ms", "failed");
        works().forEach(work -> clients(work).forEach(one -> print(work, one, out)));
        out.println();
        ratios().forEach(ratio -> out.println(ratio.inWords()));
        limits().forEach(limit -> out.println(limit.inWords()));
        out.println();
        out.println(
                "Each figure is the median of the rounds, its range in brackets. CPU is that of the"
                        + " client's process alone; nsqd works on the same cores. Threads are those"
                        + " that the client started, with the callers that it needs. Settling is seen"
                        + " on the wire, at "
                        + plan.perSecond()
                        + " messages/s: from the frame of a message to its FIN. A batch of nsq-j"
                        + " counts when it is full, one of ours when it was answered for.");
        out.flush();
    }

    private void print(Work work, Client client, PrintWriter out) {
        boolean paced = work == Work.SETTLE;
        out.printf(
                ROW,
                work.label(),
                client.label(),
                spread(work, client, Lap::perSecond).show(0),
                spread(work, client, Lap::cpuMicros).show(1),
                Math.round(median(work, client, Lap::threads)),
                paced ? spread(work, client, Lap::settleP99Ms).show(1) : "",
                Math.round(spread(work, client, Lap::failed).max()));
    }

    JsonObject toJson() {
        JsonObject measured = new JsonObject();
        for (Work work : works()) {
            JsonObject byClient = new JsonObject();
            clients(work).forEach(client -> byClient.put(client.label(), toJson(work, client)));
            measured.put(work.label(), byClient);
        }
        JsonArray targets = new JsonArray();
        ratios().forEach(
                        ratio ->
                                targets.add(
                                        new JsonObject()
                                                .put("work", ratio.work().label())
                                                .put("rate", ratio.rate())
                                                .put("threads", ratio.threads())
                                                .put("isReached", ratio.isReached())));
        JsonArray limits = new JsonArray();
        limits().forEach(
                        limit ->
                                limits.add(
                                        new JsonObject()
                                                .put("client", limit.client().label())
                                                .put("bareRate", limit.rate())
                                                .put("cpuOverBare", limit.cpu())));
        return new JsonObject()
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("java", Runtime.version().toString())
                .put("messages", plan.messages())
                .put("warmUp", plan.warmUp())
                .put("bytes", plan.bytes())
                .put("nsqds", plan.nsqds())
                .put("window", plan.window())
                .put("callers", plan.callers())
                .put("pipelined", plan.pipelined())
                .put("perSecond", plan.perSecond())
                .put("measured", measured)
                .put("targets", targets)
                .put("limits", limits);
    }

    private JsonObject toJson(Work work, Client client) {
        JsonArray rounds = new JsonArray();
        laps(work, client).forEach(lap -> rounds.add(lap.toJson()));
        return new JsonObject()
                .put("perSecond", spread(work, client, Lap::perSecond).toJson())
                .put("cpuMicros", spread(work, client, Lap::cpuMicros).toJson())
                .put("threads", spread(work, client, Lap::threads).toJson())
                .put("settleP99Ms", spread(work, client, Lap::settleP99Ms).toJson())
                .put("rounds", rounds);
    }
}
