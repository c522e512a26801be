package org.inkstream.agents.letters.evaluate;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.inkstream.agents.letters.Evidence;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.entities.ExtractPeople;
import org.inkstream.agents.letters.structure.StructureTools;
import org.inkstream.agents.letters.zones.LetterReader;

/**
 * What the built-in rules answer for one letter.
 *
 * @param values per field; an empty string where nothing was found, one line per person
 * @param quotes how many quotes were given
 * @param violations quotes that do not stand where they say, each told in a sentence
 */
record Answers(Map<Field, String> values, int quotes, List<String> violations) {

    static Answers of(String text) {
        LetterReader reader = new LetterReader();
        JsonObject arguments = new JsonObject().put("text", text);
        List<LetterTool> tools = new ArrayList<>(StructureTools.all(reader));
        tools.add(new ExtractPeople(reader));
        JsonObject all = new JsonObject();
        QuoteCheck check = new QuoteCheck(text);
        for (LetterTool tool : tools) {
            JsonObject result = tool.call(arguments);
            check.check(tool.name(), result.getJsonObject(Evidence.MEMBER, new JsonObject()));
            all.mergeIn(result);
        }
        return new Answers(values(all), check.quotes(), check.violations());
    }

    private static Map<Field, String> values(JsonObject all) {
        JsonObject correspondence = all.getJsonObject("correspondence");
        JsonObject sender = correspondence.getJsonObject("sender");
        Map<Field, String> values = new LinkedHashMap<>();
        values.put(Field.DATE, correspondence.getString("date"));
        values.put(Field.SENDER, sender.getString("name"));
        values.put(Field.RECIPIENT, correspondence.getJsonObject("recipient").getString("name"));
        values.put(Field.PLACE, sender.getString("location"));
        values.put(Field.SALUTATION, all.getString("salutation"));
        values.put(Field.CLOSING, all.getString("closing"));
        values.put(Field.SIGNATURE, all.getString("signature"));
        values.put(Field.PEOPLE, people(all.getJsonArray("people")));
        return values;
    }

    private static String people(JsonArray people) {
        return people.stream()
                .map(person -> ((JsonObject) person).getString("name"))
                .collect(Collectors.joining("\n"));
    }

    String value(Field field) {
        return values.getOrDefault(field, "");
    }
}
