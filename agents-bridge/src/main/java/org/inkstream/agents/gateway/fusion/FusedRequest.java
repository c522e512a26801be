package org.inkstream.agents.gateway.fusion;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.agents.inference.Prompt;

/**
 * The one request that stands for several. Its prompt begins with the same bytes as theirs; what
 * they were told by other tools follows, then what each of them wants. The answer is an object with
 * one member for each tool, as long as all their answers may be.
 */
final class FusedRequest {
    private static final String SCHEMA_NAME = "together";
    private static final String BETWEEN = "\n\n";

    /** Characters that make a token, at the least: an estimate that errs on the long side. */
    private static final int SHORTEST_TOKEN = 3;

    private FusedRequest() {}

    /**
     * @param requests two at least, which have met
     */
    static ModelRequest of(List<ModelRequest> requests) {
        ModelRequest first = requests.get(0);
        return new ModelRequest(
                first.model().writing(longestAnswer(requests)),
                prompt(requests),
                SCHEMA_NAME,
                schema(requests),
                tag(requests),
                first.place());
    }

    /** Whether their model has room for all of it; a server that has not would cut the letter. */
    static boolean fits(List<ModelRequest> requests) {
        long room = (long) requests.get(0).model().contextTokens() - longestAnswer(requests);
        return characters(prompt(requests)) <= room * SHORTEST_TOKEN;
    }

    static long characters(Prompt prompt) {
        return (long) prompt.system().length()
                + prompt.instruction().length()
                + prompt.document().length()
                + prompt.context().length();
    }

    private static int longestAnswer(List<ModelRequest> requests) {
        return requests.stream()
                .map(ModelRequest::model)
                .mapToInt(model -> model.maxOutputTokens())
                .reduce(0, Math::addExact);
    }

    private static Prompt prompt(List<ModelRequest> requests) {
        ModelRequest first = requests.get(0);
        String context =
                requests.stream()
                        .map(request -> request.prompt().context())
                        .filter(findings -> !findings.isEmpty())
                        .distinct()
                        .collect(Collectors.joining(BETWEEN));
        String tasks =
                requests.stream()
                        .map(
                                request ->
                                        "TASK "
                                                + request.tag().tool()
                                                + BETWEEN
                                                + request.prompt().instruction())
                        .collect(Collectors.joining(BETWEEN));
        return new Prompt(
                first.prompt().system(),
                first.together().instruction() + BETWEEN + tasks,
                first.prompt().document(),
                context);
    }

    private static JsonObject schema(List<ModelRequest> requests) {
        JsonObject members = new JsonObject();
        JsonArray names = new JsonArray();
        for (ModelRequest request : requests) {
            members.put(request.tag().tool(), request.schema());
            names.add(request.tag().tool());
        }
        return new JsonObject()
                .put("type", "object")
                .put("properties", members)
                .put("required", names)
                .put("additionalProperties", false);
    }

    /**
     * Of all of them, under no key: each is kept under its own. It is given up when the last of
     * them would be, and is one of the requests that its document has to come.
     */
    private static CallTag tag(List<ModelRequest> requests) {
        CallTag first = requests.get(0).tag();
        String tools =
                requests.stream()
                        .map(request -> request.tag().tool())
                        .collect(Collectors.joining("+"));
        return new CallTag(
                "",
                tools,
                first.documentId(),
                first.runId(),
                first.collectionId(),
                first.attempt(),
                first.priority(),
                longest(requests),
                first.groupId(),
                Math.max(1, first.groupSize() - requests.size() + 1),
                false,
                first.trace(),
                first.jobId());
    }

    /** Zero says that nobody gives it up. */
    private static Duration longest(List<ModelRequest> requests) {
        List<Duration> limits =
                requests.stream().map(request -> request.tag().remaining()).toList();
        return limits.contains(Duration.ZERO)
                ? Duration.ZERO
                : limits.stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }
}
