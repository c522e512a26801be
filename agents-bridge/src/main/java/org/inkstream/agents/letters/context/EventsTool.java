package org.inkstream.agents.letters.context;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.inkstream.agents.letters.Evidence;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.NotAttempted;
import org.inkstream.agents.letters.ToolArguments;
import org.inkstream.agents.letters.dates.DateReader;
import org.inkstream.agents.letters.dates.DateReading;
import org.inkstream.agents.letters.text.CleanText;
import org.inkstream.agents.letters.text.LetterText;

/**
 * Finds the occasions that a letter names together with their full date, as invitations do. Other
 * events need understanding, and the tool says so instead of guessing.
 */
final class EventsTool implements LetterTool {
    private static final Pattern OCCASION =
            Pattern.compile(
                    "\\b(?:marriage|wedding|funeral|burial|baptism|christening|meeting|conference"
                            + "|concert|ball|exhibition|hochzeit|trauung|begr[äa]bnis|taufe"
                            + "|versammlung|sitzung|konferenz|mariage|noces|obs[èe]ques|bapt[êe]me"
                            + "|r[ée]union|conf[ée]rence)\\b",
                    Pattern.CASE_INSENSITIVE
                            | Pattern.UNICODE_CASE
                            | Pattern.UNICODE_CHARACTER_CLASS);

    /** What stands farther away dates something else. */
    private static final int REACH = 160;

    private static final int MOST_EVENTS = 20;
    private static final double CONFIDENCE = 0.6;

    @Override
    public String name() {
        return "extract_events";
    }

    @Override
    public JsonObject call(JsonObject arguments) {
        LetterText letter = LetterText.of(ToolArguments.text(arguments));
        Evidence evidence = new Evidence(letter);
        JsonArray events = new JsonArray();
        CleanText clean = letter.clean();
        Matcher occasion = OCCASION.matcher(clean.text());
        while (events.size() < MOST_EVENTS && occasion.find()) {
            int start = occasion.start();
            int end = occasion.end();
            dateAfter(clean.text(), end)
                    .ifPresent(
                            date -> {
                                evidence.atItem(
                                        "events",
                                        events.size(),
                                        clean.original(start, end + date.charEnd()));
                                events.add(event(clean.text().substring(start, end), date));
                            });
        }
        return events.isEmpty()
                ? NotAttempted.because(
                        "rules recognise an event only as a named occasion with its full date"
                                + " behind it, and there is none")
                : evidence.into(new JsonObject().put("events", events));
    }

    /** The first date behind the occasion, if it is complete and no other occasion is nearer. */
    private static Optional<DateReading> dateAfter(String text, int end) {
        String stretch = text.substring(end, Math.min(text.length(), end + REACH));
        Matcher next = OCCASION.matcher(stretch);
        String own = next.find() ? stretch.substring(0, next.start()) : stretch;
        return DateReader.read(own, true).stream()
                .findFirst()
                .filter(date -> date.value().isComplete());
    }

    private static JsonObject event(String occasion, DateReading date) {
        return new JsonObject()
                .put("name", occasion)
                .put("date", date.value().edtf())
                .put("participants", new JsonArray())
                .put("confidence", CONFIDENCE);
    }
}
