package org.inkstream.agents.letters;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.inkstream.agents.letters.text.LetterText;
import org.inkstream.agents.letters.text.Span;

/**
 * Collects where on the page each value of one result was read. The quote is always cut from the
 * text itself, so it cannot differ from what stands there. Not thread-safe: one per call.
 */
public final class Evidence {
    /** The member of a result that holds its evidence. */
    public static final String MEMBER = "_evidence";

    private final LetterText text;
    private final JsonObject byPath = new JsonObject();

    public Evidence(LetterText text) {
        this.text = text;
    }

    /**
     * The value at {@code path} was read at {@code span}; may be called again for a value that was
     * read in several places.
     *
     * @param path dotted path in the result, such as {@code correspondence.sender.name}
     * @throws IllegalArgumentException if the span is empty or reaches beyond the text
     */
    public Evidence at(String path, Span span) {
        return add(path, quoted(path, span));
    }

    /**
     * Item {@code item} of the array at {@code path} was read at {@code span}.
     *
     * @throws IllegalArgumentException if the span is empty or reaches beyond the text
     */
    public Evidence atItem(String path, int item, Span span) {
        return add(path, quoted(path, span).put("item", item));
    }

    private JsonObject quoted(String path, Span span) {
        if (span.isEmpty()) {
            throw new IllegalArgumentException("evidence of '" + path + "' quotes nothing");
        }
        return new JsonObject()
                .put("start", span.start())
                .put("end", span.end())
                .put("quote", text.quote(span));
    }

    private Evidence add(String path, JsonObject quote) {
        JsonArray quotes = byPath.getJsonArray(path);
        if (quotes == null) {
            quotes = new JsonArray();
            byPath.put(path, quotes);
        }
        quotes.add(quote);
        return this;
    }

    /** Puts the {@code _evidence} member into {@code result}; leaves it out where there is none. */
    public JsonObject into(JsonObject result) {
        return byPath.isEmpty() ? result : result.put(MEMBER, byPath);
    }
}
