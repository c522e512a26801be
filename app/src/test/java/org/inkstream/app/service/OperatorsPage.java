package org.inkstream.app.service;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/** What can be pasted from {@code docs/operators.md}. */
final class OperatorsPage {
    private static final Path PAGE = Path.of("../docs/operators.md");
    private static final Pattern QUERY =
            Pattern.compile("```js\ndb\\.(\\w+)\\.(\\w+)\\((.*?)\\)\n```", Pattern.DOTALL);
    private static final Pattern SEARCH = Pattern.compile("`(grep [^`]*)` \\|");
    private static final Pattern INDEXES = Pattern.compile("(?m)^\\| `(\\w+)` \\| (`.*`) \\|$");
    private static final Pattern AGO =
            Pattern.compile("new Date\\(Date\\.now\\(\\) - (\\d+) \\* 60 \\* 1000\\)");

    private final String text;

    OperatorsPage() throws IOException {
        text = Files.readString(PAGE);
    }

    /**
     * A query as the store is asked.
     *
     * @param text as it stands on the page
     * @param command for the store
     */
    record Query(String text, JsonObject command) {
        @Override
        public String toString() {
            return text;
        }
    }

    List<Query> queries() {
        return QUERY.matcher(text)
                .results()
                .map(found -> query(found.group(0), found.group(1), found.group(2), found.group(3)))
                .toList();
    }

    /** The one query that holds this text. */
    Query query(String part) {
        List<Query> found = queries().stream().filter(one -> one.text.contains(part)).toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(found.size() + " queries hold " + part);
        }
        return found.get(0);
    }

    /** Commands of a shell. In a table, a bar is written with a backslash. */
    List<String> searches() {
        return SEARCH.matcher(text)
                .results()
                .map(found -> found.group(1).replace("\\|", "|"))
                .toList();
    }

    /** Keys by collection, as {@code a,b}. */
    Stream<String> indexes() {
        return INDEXES.matcher(text)
                .results()
                .flatMap(
                        row ->
                                Stream.of(row.group(2).split(" · "))
                                        .map(
                                                keys ->
                                                        row.group(1)
                                                                + ": "
                                                                + keys.replace("`", "")
                                                                        .replace(" ", "")));
    }

    private static Query query(String all, String collection, String verb, String arguments) {
        BsonArray given = BsonArray.parse("[" + dated(arguments) + "]");
        JsonObject command = new JsonObject();
        switch (verb) {
            case "aggregate" ->
                    command.put("aggregate", collection)
                            .put(
                                    "pipeline",
                                    new JsonArray(
                                            json(new BsonDocument("a", given.get(0)))
                                                    .getJsonArray("a")
                                                    .getList()))
                            .put("cursor", new JsonObject());
            case "find" -> {
                command.put("find", collection).put("filter", json(given.get(0)));
                if (given.size() > 1) {
                    command.put("projection", json(given.get(1)));
                }
            }
            default -> throw new IllegalArgumentException("no query is made by " + verb);
        }
        return new Query(all, command);
    }

    /** As the shell reckons it. */
    private static String dated(String arguments) {
        Matcher ago = AGO.matcher(arguments);
        return ago.replaceAll(
                minutes ->
                        "ISODate(\""
                                + Instant.now()
                                        .minus(Duration.ofMinutes(Long.parseLong(minutes.group(1))))
                                + "\")");
    }

    private static JsonObject json(BsonValue value) {
        return new JsonObject(
                value.asDocument()
                        .toJson(JsonWriterSettings.builder().outputMode(JsonMode.RELAXED).build()));
    }
}
