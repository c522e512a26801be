package org.inkstream.loadtest.peers.gpu.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.inkstream.loadtest.peers.gpu.Ending;
import org.inkstream.loadtest.peers.gpu.Fault;
import org.inkstream.loadtest.peers.gpu.FaultOdds;
import org.inkstream.loadtest.peers.gpu.Faults;

/** What {@code POST /sim/fault} says, read whole before any of it is done. */
final class FaultOrders {
    private static final double USUAL_STALL_SECONDS = 30;

    private final List<Consumer<Faults>> orders = new ArrayList<>();

    private FaultOrders() {}

    /**
     * @throws IllegalArgumentException if a part is unknown or makes no sense; the message says
     *     which
     */
    static FaultOrders of(JsonObject json) {
        FaultOrders read = new FaultOrders();
        for (String part : json.fieldNames()) {
            read.orders.add(order(part, json));
        }
        return read;
    }

    void apply(Faults faults) {
        orders.forEach(order -> order.accept(faults));
    }

    private static Consumer<Faults> order(String part, JsonObject json) {
        switch (part) {
            case "evenly" -> {
                FaultOdds odds =
                        FaultOdds.evenly(json.getDouble(part), seconds(USUAL_STALL_SECONDS));
                return faults -> faults.odds(odds);
            }
            case "odds" -> {
                FaultOdds odds = odds(json.getJsonObject(part));
                return faults -> faults.odds(odds);
            }
            case "next" -> {
                List<Fault> next = next(json.getJsonArray(part));
                return faults -> next.forEach(faults::next);
            }
            case "slow" -> {
                JsonObject slow = json.getJsonObject(part);
                double factor = number(slow, "factor");
                Duration window = seconds(number(slow, "seconds"));
                return faults -> faults.slow(factor, window);
            }
            case "crash" -> {
                Duration down = seconds(number(json.getJsonObject(part), "seconds"));
                return faults -> faults.crash(down);
            }
            case "failLoads" -> {
                int times = json.getInteger(part);
                return faults -> faults.failLoads(times);
            }
            case "remove" -> {
                String model = json.getString(part);
                return faults -> faults.remove(model);
            }
            case "restore" -> {
                String model = json.getString(part);
                return faults -> faults.restore(model);
            }
            default ->
                    throw new IllegalArgumentException(
                            "unknown "
                                    + part
                                    + "; there is evenly, odds, next, slow, crash, failLoads,"
                                    + " remove and restore");
        }
    }

    private static FaultOdds odds(JsonObject odds) {
        Set<String> known =
                Set.of(
                        "serverError",
                        "reset",
                        "stall",
                        "truncated",
                        "invalid",
                        "length",
                        "partial",
                        "stalledSeconds");
        for (String name : odds.fieldNames()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("unknown odds " + name + " of " + known);
            }
        }
        return new FaultOdds(
                odds.getDouble("serverError", 0.0),
                odds.getDouble("reset", 0.0),
                odds.getDouble("stall", 0.0),
                odds.getDouble("truncated", 0.0),
                odds.getDouble("invalid", 0.0),
                odds.getDouble("length", 0.0),
                odds.getDouble("partial", 0.0),
                seconds(odds.getDouble("stalledSeconds", USUAL_STALL_SECONDS)));
    }

    private static List<Fault> next(JsonArray list) {
        return list.stream().map(JsonObject.class::cast).map(FaultOrders::fault).toList();
    }

    private static Fault fault(JsonObject fault) {
        int after = fault.getInteger("afterTokens", 0);
        String kind = fault.getString("kind", "");
        return switch (kind) {
            case "status" ->
                    new Fault.ServerError(
                            fault.getInteger("status", 500),
                            fault.getString("message", "the model runner has failed"));
            case "reset" -> new Fault.Reset(after);
            case "stall" ->
                    new Fault.Stall(
                            after, seconds(fault.getDouble("seconds", USUAL_STALL_SECONDS)));
            case "length" -> new Fault.Length(Math.max(1, after));
            case "truncated" -> new Fault.Spoiled(Ending.Text.TRUNCATED);
            case "invalid" -> new Fault.Spoiled(Ending.Text.INVALID);
            case "partial" -> new Fault.Spoiled(Ending.Text.PARTIAL);
            case "none" -> new Fault.None();
            default ->
                    throw new IllegalArgumentException(
                            "unknown kind "
                                    + kind
                                    + "; there is status, reset, stall, length, truncated, invalid,"
                                    + " partial and none");
        };
    }

    private static double number(JsonObject json, String name) {
        if (json.getValue(name) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException(name + " must be a number");
    }

    private static Duration seconds(double seconds) {
        if (!(seconds >= 0)) {
            throw new IllegalArgumentException("seconds must not be negative, got " + seconds);
        }
        return Duration.ofNanos((long) (seconds * 1e9));
    }
}
