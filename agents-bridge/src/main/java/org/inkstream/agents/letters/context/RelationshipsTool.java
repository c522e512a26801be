package org.inkstream.agents.letters.context;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.inkstream.agents.letters.Evidence;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.ToolArguments;
import org.inkstream.agents.letters.correspondence.Readings;
import org.inkstream.agents.letters.correspondence.Recipient;
import org.inkstream.agents.letters.correspondence.Sender;
import org.inkstream.agents.letters.text.LetterText;
import org.inkstream.agents.letters.text.Span;
import org.inkstream.agents.letters.zones.LetterReader;
import org.inkstream.agents.letters.zones.LetterZones;

/**
 * Tells the one relation that every letter proves: its sender wrote to its recipient. How people
 * are otherwise related is beyond rules.
 */
final class RelationshipsTool implements LetterTool {
    private final LetterReader reader;

    RelationshipsTool(LetterReader reader) {
        this.reader = reader;
    }

    @Override
    public String name() {
        return "generate_relationships";
    }

    @Override
    public JsonObject call(JsonObject arguments) {
        LetterZones zones = reader.read(ToolArguments.text(arguments));
        Evidence evidence = new Evidence(zones.letter());
        Optional<Party> sender = party("sender", arguments, zones, Sender.of(zones));
        Optional<Party> recipient = party("recipient", arguments, zones, Recipient.of(zones));
        JsonArray relationships = new JsonArray();
        if (sender.isPresent() && recipient.isPresent() && differ(sender.get(), recipient.get())) {
            relationships.add(
                    new JsonObject()
                            .put("entity1", sender.get().name())
                            .put("relation", "wrote to")
                            .put("entity2", recipient.get().name()));
            evidence.atItem("relationships", 0, sender.get().span());
            evidence.atItem("relationships", 0, recipient.get().span());
        }
        return evidence.into(new JsonObject().put("relationships", relationships));
    }

    /** Who seems to write to himself was read wrongly. */
    private static boolean differ(Party sender, Party recipient) {
        return !sender.name().equalsIgnoreCase(recipient.name());
    }

    /** As the entities name it, so that results agree; else as the letter does. */
    private static Optional<Party> party(
            String role, JsonObject arguments, LetterZones zones, Readings readings) {
        return inEntities(role, arguments)
                .flatMap(name -> onPage(name, zones.letter()))
                .or(
                        () ->
                                readings.get(Readings.NAME)
                                        .map(read -> new Party(read.value(), read.span())));
    }

    private static Optional<String> inEntities(String role, JsonObject arguments) {
        return arguments.getValue("entities") instanceof JsonObject entities
                        && entities.getValue("people") instanceof JsonArray people
                ? people.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .filter(person -> role.equals(person.getValue("role")))
                        .map(person -> person.getValue("name"))
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<Party> onPage(String name, LetterText letter) {
        int at = letter.text().indexOf(name);
        return name.isBlank() || at < 0
                ? Optional.empty()
                : Optional.of(new Party(name, letter.span(at, at + name.length())));
    }

    private record Party(String name, Span span) {}
}
