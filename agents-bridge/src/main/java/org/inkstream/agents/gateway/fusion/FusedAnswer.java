package org.inkstream.agents.gateway.fusion;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.agents.schema.ObjectSchema;
import org.inkstream.agents.schema.OneObject;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.UsageShares;

/** Divides what a model answered to several tools, and the bill. Pure. */
final class FusedAnswer {
    private FusedAnswer() {}

    /**
     * What of it is one tool's.
     *
     * @param usage its share of the bill, whatever its part is worth
     * @param answer empty if its part is missing, or is not what its schema says
     */
    record Share(ModelUsage usage, Optional<ModelAnswer> answer) {}

    /** One share for each request, in their order; the bills add up to that of the answer. */
    static List<Share> of(ModelAnswer answer, List<ModelRequest> requests) {
        // A part of an answer that was cut or refused may look whole and not be.
        JsonObject object =
                answer.stop() == ModelAnswer.Stop.COMPLETE
                        ? OneObject.in(answer.text()).orElseGet(JsonObject::new)
                        : new JsonObject();
        List<Optional<String>> texts =
                requests.stream().map(request -> part(object, request)).toList();
        List<Long> written =
                texts.stream().map(text -> text.map(String::length).orElse(0).longValue()).toList();
        List<ModelUsage> usages = UsageShares.of(named(answer.usage()), read(requests), written);
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < usages.size(); i++) {
            ModelUsage usage = usages.get(i);
            shares.add(
                    new Share(
                            usage,
                            texts.get(i)
                                    .map(
                                            text ->
                                                    new ModelAnswer(
                                                            text,
                                                            ModelAnswer.Stop.COMPLETE,
                                                            usage,
                                                            answer.serverWait()))));
        }
        return shares;
    }

    /** What a generation used that gave no answer, by request. */
    static List<List<ModelUsage>> bills(List<ModelUsage> used, List<ModelRequest> requests) {
        List<List<ModelUsage>> bills = new ArrayList<>();
        requests.forEach(request -> bills.add(new ArrayList<>()));
        for (ModelUsage one : used) {
            List<ModelUsage> shares =
                    UsageShares.of(one, read(requests), Collections.nCopies(requests.size(), 1L));
            for (int i = 0; i < shares.size(); i++) {
                bills.get(i).add(shares.get(i));
            }
        }
        return bills;
    }

    private static Optional<String> part(JsonObject object, ModelRequest request) {
        return object.getValue(request.tag().tool()) instanceof JsonObject part
                        && new ObjectSchema(request.schema()).problem(part).isEmpty()
                ? Optional.of(part.encode())
                : Optional.empty();
    }

    /** What each would have read alone. */
    private static List<Long> read(List<ModelRequest> requests) {
        return requests.stream().map(request -> FusedRequest.characters(request.prompt())).toList();
    }

    /** A call that its server gives no name gets one, which tells whose shares belong together. */
    private static ModelUsage named(ModelUsage usage) {
        return usage.requestId().isEmpty()
                ? usage.withRequestId("inkstream-" + UUID.randomUUID())
                : usage;
    }
}
