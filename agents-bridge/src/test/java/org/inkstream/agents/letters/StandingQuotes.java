package org.inkstream.agents.letters;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Checks evidence against the text, counting code points independently of the code under test. */
public final class StandingQuotes {
    private StandingQuotes() {}

    /** Every quote is the text's slice at its offsets, and every item exists. */
    public static void assertIn(String text, JsonObject result) {
        JsonObject evidence = result.getJsonObject("_evidence", new JsonObject());
        int[] codePoints = text.codePoints().toArray();
        for (String path : evidence.fieldNames()) {
            for (Object element : evidence.getJsonArray(path)) {
                JsonObject quote = (JsonObject) element;
                int start = quote.getInteger("start");
                int end = quote.getInteger("end");
                assertThat(new String(codePoints, start, end - start))
                        .as("quote of %s at %d to %d", path, start, end)
                        .isEqualTo(quote.getString("quote"))
                        .isNotEmpty();
                assertItemExists(result, path, quote);
            }
        }
    }

    private static void assertItemExists(JsonObject result, String path, JsonObject quote) {
        if (quote.containsKey("item")) {
            JsonObject holder = result;
            String[] names = path.split("\\.", -1);
            for (int i = 0; i < names.length - 1; i++) {
                holder = holder.getJsonObject(names[i]);
            }
            JsonArray items = holder.getJsonArray(names[names.length - 1]);
            assertThat(items.size()).isGreaterThan(quote.getInteger("item"));
        }
    }
}
