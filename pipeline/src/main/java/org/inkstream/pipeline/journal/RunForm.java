package org.inkstream.pipeline.journal;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.inkstream.json.JsonBytes;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.PastAttempts;
import org.inkstream.pipeline.document.Received;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.time.Iso;

/** How a run looks in the {@code journal} collection. */
final class RunForm {
    static final int SCHEMA_VERSION = 1;

    private static final String STATE = "state";
    private static final String OPEN = "open";
    private static final String PARKED = "parked";
    private static final String CLOSED = "closed";
    private static final String DEAD = "dead";
    private static final String INTENT = "intent";
    private static final String RESULT = "result";
    private static final String PAST = "past";
    private static final String LOST = "lost";
    private static final String DEATHS = "deaths";
    private static final String REVIVED_BY = "revivedBy";

    private RunForm() {}

    static RunStore.Write opening(
            Run run,
            String owner,
            long epoch,
            Collection<String> intents,
            Collection<StepResult> known,
            Instant now) {
        OcrCompleted event = run.event();
        JsonObject onInsert =
                new JsonObject()
                        .put("schemaVersion", SCHEMA_VERSION)
                        .put("documentId", event.documentId())
                        .put("collectionId", event.collectionId())
                        .put("textHash", event.textHash())
                        .put("revision", run.revision())
                        .put("pass", run.pass())
                        .put("openedAt", Iso.text(now));
        // Member by member: the text stands in the store as it came, not quoted once more.
        event.received()
                .toJson()
                .forEach(part -> onInsert.put("event." + part.getKey(), part.getValue()));
        JsonObject set = intents(intents).mergeIn(results(known)).put(STATE, OPEN);
        return new RunStore.Write(run.id(), owner, epoch, set, onInsert, List.of());
    }

    /** Dotted {@code $set} paths that say which tools are about to be called. */
    static JsonObject intents(Collection<String> tools) {
        JsonObject set = new JsonObject();
        tools.forEach(tool -> set.put(step(tool, INTENT), true));
        return set;
    }

    /** One dotted {@code $set} path per result. */
    static JsonObject results(Collection<StepResult> results) {
        JsonObject set = new JsonObject();
        // As text: a result may hold any key, and the store forbids some.
        results.forEach(
                result -> set.put(step(result.tool(), RESULT), JsonBytes.text(result.toJson())));
        return set;
    }

    /** What closing sets; the paid steps stay, for healing and for letters with the same text. */
    static JsonObject closing(JsonObject summary, Instant now) {
        return new JsonObject()
                .put(STATE, CLOSED)
                .put("closedAt", Iso.text(now))
                .put("summary", summary);
    }

    /**
     * @param due when it is to be begun again
     */
    static JsonObject parking(Collection<PastAttempts> tried, Instant due) {
        JsonObject set = new JsonObject().put(STATE, PARKED).put("dueAt", due.toString());
        tried.forEach(one -> setAside(set, one));
        return set;
    }

    /**
     * @param reason for people
     */
    static JsonObject burying(String reason, Instant now) {
        return new JsonObject()
                .put(STATE, DEAD)
                .put("reason", reason)
                .put("closedAt", Iso.text(now));
    }

    /** The claim on a run as it was seen. */
    static RunStore.Claim claim(JsonObject stored, Owner newOwner, JsonObject set) {
        return new RunStore.Claim(
                stored.getString("_id"),
                owner(stored).id(),
                epoch(stored),
                stored.getString(STATE),
                newOwner.id(),
                set);
    }

    /** How often an owner died since the run last came on. */
    static int deaths(JsonObject stored) {
        return stored.getInteger(DEATHS, 0);
    }

    static JsonObject deaths(int count) {
        return new JsonObject().put(DEATHS, count);
    }

    /**
     * Begins anew what led to the dead letters; what has ended well stays. What failed is tried
     * again with all its retries, and what its tries cost stays on its account.
     *
     * @param replay different for each replay
     */
    static JsonObject reviving(JsonObject stored, String replay) {
        JsonObject set = deaths(0).put(REVIVED_BY, replay);
        past(stored).values().forEach(tried -> setAside(set, tried.anew()));
        results(stored).stream()
                .filter(result -> !result.answered())
                .forEach(
                        failed -> {
                            set.put(step(failed.tool(), RESULT), "");
                            setAside(set, PastAttempts.of(failed));
                        });
        return set;
    }

    /** What keeping the tries of one tool sets. */
    static JsonObject trying(PastAttempts tried) {
        JsonObject set = new JsonObject();
        setAside(set, tried);
        return set;
    }

    private static void setAside(JsonObject set, PastAttempts tried) {
        set.put(step(tried.tool(), PAST), JsonBytes.text(tried.toJson()));
        // What came of the call is known, so nobody need ask for it again.
        set.put(step(tried.tool(), INTENT), false);
    }

    /** The replay that last brought the run back, empty if none did. */
    static String revivedBy(JsonObject stored) {
        return stored.getString(REVIVED_BY, "");
    }

    static boolean isClosed(JsonObject stored) {
        return CLOSED.equals(stored.getString(STATE));
    }

    static boolean isParked(JsonObject stored) {
        return PARKED.equals(stored.getString(STATE));
    }

    static boolean isDead(JsonObject stored) {
        return DEAD.equals(stored.getString(STATE));
    }

    static boolean isOpen(JsonObject stored) {
        return OPEN.equals(stored.getString(STATE));
    }

    static Instant dueAt(JsonObject stored) {
        return Instant.parse(stored.getString("dueAt"));
    }

    static String reason(JsonObject stored) {
        return stored.getString("reason", "");
    }

    static Received event(JsonObject stored) {
        return Received.fromJson(stored.getJsonObject("event", new JsonObject()));
    }

    /** The run as it began, around what its event says. */
    static Run run(JsonObject stored, OcrCompleted event) {
        return new Run(
                stored.getString("_id"),
                event,
                stored.getString("revision"),
                stored.getInteger("pass"),
                Instant.parse(stored.getString("openedAt")));
    }

    static Owner owner(JsonObject stored) {
        return Owner.parse(stored.getString("owner"));
    }

    static long epoch(JsonObject stored) {
        return stored.getLong("epoch");
    }

    static List<StepResult> results(JsonObject stored) {
        return steps(stored).stream()
                .map(step -> ((JsonObject) step.getValue()).getString(RESULT, ""))
                .filter(result -> !result.isEmpty())
                .map(result -> StepResult.fromJson(new JsonObject(result)))
                .toList();
    }

    static Map<String, PastAttempts> past(JsonObject stored) {
        return steps(stored).stream()
                .map(step -> ((JsonObject) step.getValue()).getString(PAST, ""))
                .filter(past -> !past.isEmpty())
                .map(past -> PastAttempts.fromJson(new JsonObject(past)))
                .collect(Collectors.toUnmodifiableMap(PastAttempts::tool, past -> past));
    }

    /** Tools that may have been called without anybody having heard what came of it. */
    static Set<String> intended(JsonObject stored) {
        return steps(stored).stream()
                .filter(step -> isUnheardOf((JsonObject) step.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Dotted {@code $set} paths that say how many calls of a tool were lost. */
    static JsonObject losses(Map<String, Integer> calls) {
        JsonObject set = new JsonObject();
        calls.forEach(
                (tool, count) -> {
                    set.put(step(tool, LOST), count);
                    // It is accounted for, and must not be counted once more.
                    set.put(step(tool, INTENT), false);
                });
        return set;
    }

    static Map<String, Integer> lost(JsonObject stored) {
        return steps(stored).stream()
                .filter(step -> ((JsonObject) step.getValue()).containsKey(LOST))
                .collect(
                        Collectors.toUnmodifiableMap(
                                Map.Entry::getKey,
                                step -> ((JsonObject) step.getValue()).getInteger(LOST)));
    }

    private static boolean isUnheardOf(JsonObject step) {
        return step.getBoolean(INTENT, false) && step.getString(RESULT, "").isEmpty();
    }

    private static String step(String tool, String member) {
        return "steps." + tool + "." + member;
    }

    private static JsonObject steps(JsonObject stored) {
        return stored.getJsonObject("steps", new JsonObject());
    }
}
