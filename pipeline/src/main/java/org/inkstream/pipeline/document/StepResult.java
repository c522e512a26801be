package org.inkstream.pipeline.document;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.inkstream.money.ModelUsage;
import org.inkstream.time.Iso;

/**
 * How one tool ended for a run: what the journal keeps and the merge reads.
 *
 * @param tool its name
 * @param agent who served it
 * @param ending how it ended
 * @param errorClass wire name of the error class, empty unless it failed
 * @param reason why it failed, was not attempted, or was answered by somebody less able than the
 *     route's first choice, for people; else empty
 * @param attempts attempts made, zero or more
 * @param took from the first attempt to the end
 * @param result the tool's result, empty unless it answered
 * @param usage what the model calls behind it used, those of failed attempts included
 * @param endedAt when it ended, by whose prices it is charged; {@link #UNKNOWN_TIME} if nobody
 *     noted it
 * @param reuseKey hash of all that decides the result of a call that was paid for; empty if it must
 *     not be used again
 */
public record StepResult(
        String tool,
        String agent,
        Ending ending,
        String errorClass,
        String reason,
        int attempts,
        Duration took,
        JsonObject result,
        List<ModelUsage> usage,
        Instant endedAt,
        String reuseKey) {
    public static final Instant UNKNOWN_TIME = Instant.EPOCH;

    /** The error class of a tool that was not attempted because there was no money for it. */
    private static final String NO_MONEY = "budget";

    /** The {@code _source} that operators know. */
    public enum Ending {
        /** The agent answered. */
        ACTUAL,
        /** The agent answered with a placeholder: a failure. */
        FALLBACK,
        /** A stored result was used again. */
        CACHED,
        /** The agent could not be brought to answer. */
        FAILED,
        /** Nobody was asked, or the agent said that it cannot know. */
        NOT_ATTEMPTED;

        private final String wireName = name().toLowerCase(Locale.ROOT);

        public String wireName() {
            return wireName;
        }

        static Ending of(String wireName) {
            return valueOf(wireName.toUpperCase(Locale.ROOT));
        }
    }

    public StepResult {
        usage = List.copyOf(usage);
    }

    /** A result whose time is not noted. */
    public StepResult(
            String tool,
            String agent,
            Ending ending,
            String errorClass,
            String reason,
            int attempts,
            Duration took,
            JsonObject result,
            List<ModelUsage> usage) {
        this(
                tool,
                agent,
                ending,
                errorClass,
                reason,
                attempts,
                took,
                result,
                usage,
                UNKNOWN_TIME,
                "");
    }

    /** The same result with the time at which it came. */
    public StepResult endedAt(Instant time) {
        return with(ending, usage, time, reuseKey);
    }

    /**
     * The same result, to be found by whoever would make the same call. Nobody finds what cost
     * nothing, or what somebody less able than the first choice answered.
     */
    public StepResult reusableAs(String key) {
        boolean paid = usage.isEmpty() || !usage.stream().allMatch(ModelUsage::isOfRules);
        if (ending != Ending.ACTUAL || !reason.isEmpty() || !paid) {
            return this;
        }
        return with(ending, usage, endedAt, key);
    }

    /** Whether somebody else may use it. */
    public boolean isReusable() {
        return answered() && !reuseKey.isEmpty();
    }

    /** Whether it was paid for here, and somebody else may use it. */
    public boolean isNewlyPaid() {
        return ending == Ending.ACTUAL && !reuseKey.isEmpty();
    }

    /** The same result with the bill of calls before it whose outcome was lost. */
    public StepResult after(List<ModelUsage> lost) {
        if (lost.isEmpty()) {
            return this;
        }
        List<ModelUsage> all = new ArrayList<>(lost);
        all.addAll(usage);
        return with(ending, all, endedAt, reuseKey);
    }

    /**
     * The same result in a later run that takes it over: an answer is a stored one there, and what
     * did not answer costs nothing again.
     */
    public StepResult usedAgain() {
        return with(
                answered() ? Ending.CACHED : ending,
                answered() ? usage : List.of(),
                endedAt,
                reuseKey);
    }

    private StepResult with(
            Ending newEnding, List<ModelUsage> newUsage, Instant time, String newReuseKey) {
        return new StepResult(
                tool,
                agent,
                newEnding,
                errorClass,
                reason,
                attempts,
                took,
                result,
                newUsage,
                time,
                newReuseKey);
    }

    /** Whether nobody was asked because there was no money: later there may be some. */
    public boolean lackedMoney() {
        return ending == Ending.NOT_ATTEMPTED && errorClass.equals(NO_MONEY);
    }

    /** Whether {@link #result} may be read. */
    public boolean answered() {
        return ending == Ending.ACTUAL || ending == Ending.CACHED;
    }

    /**
     * What an agent's answer amounts to: a real one, a placeholder, or the word that the agent
     * cannot know.
     *
     * @param result as the agent sent it, with {@code _fallback}, {@code _not_attempted} and {@code
     *     _degraded}
     */
    public static StepResult of(
            String tool,
            String agent,
            int attempts,
            Duration took,
            JsonObject result,
            List<ModelUsage> usage) {
        if (result.getValue("_not_attempted") instanceof String why) {
            return new StepResult(
                    tool,
                    agent,
                    Ending.NOT_ATTEMPTED,
                    Boolean.TRUE.equals(result.getValue("_over_budget")) ? NO_MONEY : "",
                    why,
                    attempts,
                    took,
                    new JsonObject(),
                    usage);
        }
        if (Boolean.TRUE.equals(result.getValue("_fallback"))) {
            String why = "the agent answered with a placeholder";
            return new StepResult(
                    tool, agent, Ending.FALLBACK, "", why, attempts, took, new JsonObject(), usage);
        }
        String degraded = result.getValue("_degraded") instanceof String why ? why : "";
        return new StepResult(
                tool, agent, Ending.ACTUAL, "", degraded, attempts, took, result, usage);
    }

    public static StepResult notAttempted(String tool, String agent, String reason) {
        return new StepResult(
                tool,
                agent,
                Ending.NOT_ATTEMPTED,
                "",
                reason,
                0,
                Duration.ZERO,
                new JsonObject(),
                List.of());
    }

    /** The form in the journal. */
    public JsonObject toJson() {
        JsonArray used = new JsonArray();
        usage.forEach(one -> used.add(one.toJson()));
        JsonObject json =
                new JsonObject()
                        .put("tool", tool)
                        .put("agent", agent)
                        .put("ending", ending.wireName())
                        .put("errorClass", errorClass)
                        .put("reason", reason)
                        .put("attempts", attempts)
                        .put("tookMs", took.toMillis())
                        .put("result", result)
                        .put("usage", used);
        if (!reuseKey.isEmpty()) {
            json.put("reuseKey", reuseKey);
        }
        return endedAt.equals(UNKNOWN_TIME) ? json : json.put("endedAt", Iso.text(endedAt));
    }

    public static StepResult fromJson(JsonObject json) {
        return new StepResult(
                json.getString("tool"),
                json.getString("agent"),
                Ending.of(json.getString("ending")),
                json.getString("errorClass", ""),
                json.getString("reason", ""),
                json.getInteger("attempts", 0),
                Duration.ofMillis(json.getLong("tookMs", 0L)),
                json.getJsonObject("result", new JsonObject()),
                json.getJsonArray("usage", new JsonArray()).stream()
                        .map(JsonObject.class::cast)
                        .map(ModelUsage::fromJson)
                        .toList(),
                json.containsKey("endedAt") ? json.getInstant("endedAt") : UNKNOWN_TIME,
                json.getString("reuseKey", ""));
    }
}
