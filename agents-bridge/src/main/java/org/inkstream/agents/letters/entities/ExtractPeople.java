package org.inkstream.agents.letters.entities;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.inkstream.agents.letters.Evidence;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.ToolArguments;
import org.inkstream.agents.letters.correspondence.Reading;
import org.inkstream.agents.letters.correspondence.Readings;
import org.inkstream.agents.letters.correspondence.Recipient;
import org.inkstream.agents.letters.correspondence.Sender;
import org.inkstream.agents.letters.people.NameReader;
import org.inkstream.agents.letters.people.PersonName;
import org.inkstream.agents.letters.text.CleanText;
import org.inkstream.agents.letters.text.Span;
import org.inkstream.agents.letters.zones.LetterReader;
import org.inkstream.agents.letters.zones.LetterZones;

/** The tool {@code extract_people}: whom a letter names, each person once. */
public final class ExtractPeople implements LetterTool {
    private static final int MOST_QUOTES = 10;
    private static final int MOST_PEOPLE = 300;
    private static final int CONTEXT = 40;

    private final LetterReader reader;

    public ExtractPeople(LetterReader reader) {
        this.reader = reader;
    }

    @Override
    public String name() {
        return "extract_people";
    }

    @Override
    public JsonObject call(JsonObject arguments) {
        LetterZones zones = reader.read(ToolArguments.text(arguments));
        Map<String, Person> people = new LinkedHashMap<>();
        party(Sender.of(zones), "sender", people);
        party(Recipient.of(zones), "recipient", people);
        CleanText text = zones.letter().clean();
        for (PersonName name : NameReader.read(text.text())) {
            Span span = text.original(name.start(), name.end());
            people.computeIfAbsent(name.key(), key -> new Person(name, "mentioned"))
                    .seen(span, name)
                    .in(text.text(), name);
        }
        return result(zones, people.values().stream().limit(MOST_PEOPLE).toList());
    }

    private static void party(Readings readings, String role, Map<String, Person> people) {
        Optional<Reading> name = readings.get(Readings.NAME);
        if (name.isPresent()) {
            String title = readings.get(Readings.TITLE).map(Reading::value).orElse("");
            String called = name.get().value();
            PersonName person = new PersonName(title, bare(called, title), 0, 0, 0.9);
            people.computeIfAbsent(PersonName.keyOf(called), key -> new Person(person, role))
                    .seen(name.get().span(), person);
        }
    }

    private static String bare(String called, String title) {
        boolean titled = !title.isEmpty() && called.startsWith(title + " ");
        return titled ? called.substring(title.length() + 1) : called;
    }

    private static String context(String text, PersonName name) {
        int from = Math.max(0, name.start() - CONTEXT);
        int to = Math.min(text.length(), name.end() + CONTEXT);
        return text.substring(from, to).replaceAll("\\s+", " ").strip();
    }

    private static JsonObject result(LetterZones zones, List<Person> people) {
        Evidence evidence = new Evidence(zones.letter());
        JsonArray array = new JsonArray();
        for (Person person : people) {
            for (Span span : person.spans) {
                evidence.atItem("people", array.size(), span);
            }
            array.add(person.toJson());
        }
        return evidence.into(new JsonObject().put("people", array));
    }

    /** One person while the letter is read. */
    private static final class Person {
        private final PersonName name;
        private final String role;
        private final List<Span> spans = new ArrayList<>();
        private String context = "";
        private double sureness;

        Person(PersonName name, String role) {
            this.name = name;
            this.role = role;
        }

        Person seen(Span span, PersonName as) {
            if (spans.size() < MOST_QUOTES && !spans.contains(span)) {
                spans.add(span);
            }
            sureness = Math.max(sureness, as.sureness());
            return this;
        }

        /** Keeps what stands around the first mention. */
        void in(String text, PersonName mention) {
            context = context.isEmpty() ? context(text, mention) : context;
        }

        JsonObject toJson() {
            return new JsonObject()
                    .put("name", name.called())
                    .put("role", role)
                    .put("title", name.honorific())
                    .put("context", context)
                    .put("confidence", sureness);
        }
    }
}
