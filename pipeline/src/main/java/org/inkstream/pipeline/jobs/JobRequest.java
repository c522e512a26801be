package org.inkstream.pipeline.jobs;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.inkstream.identity.CanonicalJson;
import org.inkstream.identity.Ids;
import org.inkstream.money.Money;
import org.inkstream.yaml.Spelling;

/**
 * A job that somebody asks for, with everything checked that can be said of it at once.
 *
 * @param jobId the caller's or one made of what is asked for: who asks twice has one job
 * @param ocrJobId the OCR job that it follows, empty if none is named
 * @param collectionId of letters that name none, possibly empty
 * @param priority of letters that name none
 * @param budget zero means no limit
 * @param collection what is known of the collection, possibly empty
 * @param documents OCR-complete data or tasks of the older system; empty if they are those of the
 *     OCR job
 * @param content hash of all of it
 */
public record JobRequest(
        String jobId,
        String ocrJobId,
        String collectionId,
        int priority,
        Money budget,
        JsonObject collection,
        List<JsonObject> documents,
        String content) {
    /** Letters that one job has at most. */
    public static final int MOST_DOCUMENTS = 100_000;

    private static final int MOST_PRIORITY = 1_000;
    private static final int LONGEST_ID = 512;
    private static final BigDecimal MOST_USD = BigDecimal.valueOf(1_000_000);

    private static final Set<String> MEMBERS =
            new TreeSet<>(
                    Set.of(
                            "jobId",
                            "ocrJobId",
                            "collectionId",
                            "priority",
                            "budgetUsd",
                            "collection",
                            "documents"));

    public JobRequest {
        documents = List.copyOf(documents);
    }

    /** What a request turned out to be. */
    public sealed interface Reading {
        /** One that can be listed. */
        record Good(JobRequest request) implements Reading {}

        /**
         * @param problems all that is wrong, each with the member that it concerns
         */
        record Bad(List<String> problems) implements Reading {
            public Bad {
                problems = List.copyOf(problems);
            }
        }

        default <R> R match(Function<Good, R> good, Function<Bad, R> bad) {
            return this instanceof Good g ? good.apply(g) : bad.apply((Bad) this);
        }
    }

    /** Whether its letters are those that the OCR job lists. */
    public boolean refersToOcrJob() {
        return documents.isEmpty();
    }

    /**
     * The same job with the letters of its OCR job. Who names the OCR job and nothing else asks for
     * the very job that follows it by itself.
     *
     * @param following that one
     */
    public JobRequest with(JobRequest following) {
        JsonObject onlyNamed = new JsonObject().put("ocrJobId", ocrJobId);
        if (content.equals(CanonicalJson.sha256(onlyNamed))) {
            return following;
        }
        return new JobRequest(
                jobId,
                ocrJobId,
                collectionId,
                priority,
                budget,
                collection,
                following.documents(),
                content);
    }

    /** The id of the job that follows an OCR job, for whoever finds it finished. */
    public static String idFor(String ocrJobId) {
        return "job-" + Ids.eventId("org.inkstream.job.v1", "ocr", ocrJobId);
    }

    /** Reads what was sent; names everything that is wrong with it. */
    public static Reading read(JsonObject body) {
        Checked checked = new Checked(body);
        checked.unknownMembers();
        String ocrJobId = checked.text("ocrJobId");
        String jobId = checked.jobId();
        List<JsonObject> documents = checked.documents(ocrJobId);
        JobRequest request =
                new JobRequest(
                        jobId,
                        ocrJobId,
                        checked.text("collectionId"),
                        checked.priority(),
                        checked.budget(),
                        checked.collection(),
                        documents,
                        "");
        return checked.problems.isEmpty()
                ? new Reading.Good(request.identified(CanonicalJson.sha256(body)))
                : new Reading.Bad(checked.problems);
    }

    private JobRequest identified(String hash) {
        String own =
                refersToOcrJob()
                        ? idFor(ocrJobId)
                        : "job-" + Ids.eventId("org.inkstream.job.v1", "letters", hash);
        return new JobRequest(
                jobId.isEmpty() ? own : jobId,
                ocrJobId,
                collectionId,
                priority,
                budget,
                collection,
                documents,
                hash);
    }

    /** Reads members one by one and remembers what is wrong. */
    private static final class Checked {
        private final JsonObject body;
        private final List<String> problems = new ArrayList<>();

        Checked(JsonObject body) {
            this.body = body;
        }

        void unknownMembers() {
            for (String name : body.fieldNames()) {
                if (!MEMBERS.contains(name)) {
                    problems.add("'" + name + "' is not known" + Spelling.hint(name, MEMBERS));
                }
            }
        }

        String text(String name) {
            Object value = body.getValue(name);
            if (value == null) {
                return "";
            }
            if (!(value instanceof String text) || text.isBlank() || text.length() > LONGEST_ID) {
                problems.add(name + " must be a text of 1 to " + LONGEST_ID + " characters");
                return "";
            }
            return text;
        }

        String jobId() {
            String id = text("jobId");
            if (!id.isEmpty() && !Job.ID.matcher(id).matches()) {
                problems.add("jobId must have 1 to 100 letters, digits, dots, - or _");
            }
            return id;
        }

        int priority() {
            Object value = body.getValue("priority", 0);
            if (value instanceof Integer whole && Math.abs(whole) <= MOST_PRIORITY) {
                return whole;
            }
            problems.add(
                    "priority must be a whole number from -"
                            + MOST_PRIORITY
                            + " to "
                            + MOST_PRIORITY);
            return 0;
        }

        Money budget() {
            Object value = body.getValue("budgetUsd");
            if (value == null) {
                return Money.ZERO;
            }
            try {
                BigDecimal usd = new BigDecimal(String.valueOf(value));
                if (usd.signum() > 0 && usd.compareTo(MOST_USD) <= 0) {
                    return Money.ofUsd(usd);
                }
            } catch (NumberFormatException noNumber) {
                // Told below, like one that is out of range.
            }
            problems.add("budgetUsd must be a number above 0, at most " + MOST_USD);
            return Money.ZERO;
        }

        JsonObject collection() {
            Object value = body.getValue("collection");
            if (value instanceof JsonObject object) {
                return object;
            }
            if (value != null) {
                problems.add("collection must be an object");
            }
            return new JsonObject();
        }

        List<JsonObject> documents(String ocrJobId) {
            Object value = body.getValue("documents");
            if (value == null) {
                if (ocrJobId.isEmpty()) {
                    problems.add("name letters in documents, or an OCR job in ocrJobId");
                }
                return List.of();
            }
            if (!(value instanceof JsonArray array) || array.isEmpty()) {
                problems.add("documents must be an array with at least one letter");
                return List.of();
            }
            if (array.size() > MOST_DOCUMENTS) {
                problems.add(
                        "documents has "
                                + array.size()
                                + " letters; one job has at most "
                                + MOST_DOCUMENTS);
                return List.of();
            }
            return Listing.identified(array, problems);
        }
    }
}
