package org.inkstream.pipeline.quality;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.inkstream.pipeline.document.Evidence;

/**
 * What the text has to say for a value. Claimed offsets are never believed: the slice is compared
 * with the quote, a wrong place is put right where the quote stands elsewhere, and what stands
 * nowhere proves nothing.
 *
 * @param evidence verified, in the order of the items
 * @param unproven see {@link org.inkstream.pipeline.document.Field#unproven}
 */
record Proof(List<Evidence> evidence, List<Integer> unproven) {
    /** For what was never read off the page. */
    static final Proof NOT_NEEDED = new Proof(List.of(), List.of());

    /** The members that name what a list item is about, the most usual first. */
    private static final List<String> NAMING =
            List.of("name", "keyword", "subject", "text", "title", "description");

    /**
     * @param value a single value
     * @param claims as the agent sent them
     * @param demanded whether a value that stands nowhere is marked
     */
    static Proof ofValue(LetterText text, Object value, JsonArray claims, boolean demanded) {
        List<Evidence> verified = new ArrayList<>(1);
        for (Object claim : claims) {
            verify(text, claim, Evidence.WHOLE).ifPresent(verified::add);
        }
        if (verified.isEmpty() && demanded) {
            text.find(value.toString(), 0, Evidence.WHOLE).ifPresent(verified::add);
        }
        boolean open = demanded && verified.isEmpty();
        return new Proof(verified, open ? List.of(Evidence.WHOLE) : List.of());
    }

    /**
     * @param items what is left of the agent's list
     * @param places index in the agent's list of each item, since claims name that
     */
    static Proof ofItems(
            LetterText text,
            JsonArray items,
            List<Integer> places,
            JsonArray claims,
            boolean demanded) {
        Map<Integer, List<Object>> byPlace = byPlace(claims);
        List<Evidence> verified = new ArrayList<>(items.size());
        List<Integer> unproven = new ArrayList<>(0);
        for (int item = 0; item < items.size(); item++) {
            int before = verified.size();
            for (Object claim : byPlace.getOrDefault(places.get(item), List.of())) {
                verify(text, claim, item).ifPresent(verified::add);
            }
            if (verified.size() == before && demanded) {
                text.find(naming(items.getValue(item)), 0, item)
                        .ifPresentOrElse(verified::add, addTo(unproven, item));
            }
        }
        return new Proof(verified, unproven);
    }

    /** The words that a list item is about; empty if it has none. */
    static String naming(Object item) {
        if (item instanceof JsonObject object) {
            for (String member : NAMING) {
                if (object.getValue(member) instanceof String name) {
                    return name;
                }
            }
            return "";
        }
        return item.toString();
    }

    private static Runnable addTo(List<Integer> list, int item) {
        return () -> list.add(item);
    }

    private static Map<Integer, List<Object>> byPlace(JsonArray claims) {
        Map<Integer, List<Object>> byPlace = new HashMap<>();
        for (Object claim : claims) {
            if (claim instanceof JsonObject json && json.getValue("item") instanceof Number item) {
                byPlace.computeIfAbsent(item.intValue(), at -> new ArrayList<>(1)).add(claim);
            }
        }
        return byPlace;
    }

    private static Optional<Evidence> verify(LetterText text, Object claim, int item) {
        if (!(claim instanceof JsonObject json)
                || !(json.getValue("quote") instanceof String quote)) {
            return Optional.empty();
        }
        int start = json.getValue("start") instanceof Number number ? number.intValue() : 0;
        int end = json.getValue("end") instanceof Number number ? number.intValue() : 0;
        if (text.stands(start, end, quote)) {
            return Optional.of(new Evidence(start, end, quote, item));
        }
        return text.find(quote, start, item);
    }
}
