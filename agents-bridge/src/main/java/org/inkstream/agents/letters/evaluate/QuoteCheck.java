package org.inkstream.agents.letters.evaluate;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Checks that every quote stands in the text where it says. Counts the text anew by itself. */
final class QuoteCheck {
    private final int[] codePoints;
    private final List<String> violations = new ArrayList<>();
    private int quotes;

    QuoteCheck(String text) {
        this.codePoints = text.codePoints().toArray();
    }

    /**
     * @param evidence the {@code _evidence} member of a tool's result
     */
    void check(String tool, JsonObject evidence) {
        for (String path : evidence.fieldNames()) {
            JsonArray given = evidence.getJsonArray(path);
            for (int i = 0; i < given.size(); i++) {
                quotes++;
                JsonObject quote = given.getJsonObject(i);
                if (!stands(quote)) {
                    violations.add(
                            "%s quotes '%s' for %s, which does not stand at %s to %s"
                                    .formatted(
                                            tool,
                                            quote.getString("quote"),
                                            path,
                                            quote.getValue("start"),
                                            quote.getValue("end")));
                }
            }
        }
    }

    private boolean stands(JsonObject quote) {
        int start = quote.getInteger("start");
        int end = quote.getInteger("end");
        return start >= 0
                && start < end
                && end <= codePoints.length
                && new String(codePoints, start, end - start).equals(quote.getString("quote"));
    }

    int quotes() {
        return quotes;
    }

    List<String> violations() {
        return List.copyOf(violations);
    }
}
