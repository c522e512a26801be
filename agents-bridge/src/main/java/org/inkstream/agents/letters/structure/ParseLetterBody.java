package org.inkstream.agents.letters.structure;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.inkstream.agents.letters.Evidence;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.ToolArguments;
import org.inkstream.agents.letters.text.CleanText;
import org.inkstream.agents.letters.zones.LetterReader;
import org.inkstream.agents.letters.zones.LetterZones;
import org.inkstream.agents.letters.zones.Zone;
import org.inkstream.agents.letters.zones.ZoneKind;

/**
 * The tool {@code parse_letter_body}: the paragraphs between greeting and closing, as running text,
 * with postscripts behind them.
 */
public final class ParseLetterBody implements LetterTool {
    private static final String PARAGRAPH_END = "\n\n";

    private final LetterReader reader;

    public ParseLetterBody(LetterReader reader) {
        this.reader = reader;
    }

    @Override
    public String name() {
        return "parse_letter_body";
    }

    @Override
    public JsonObject call(JsonObject arguments) {
        LetterZones zones = reader.read(ToolArguments.text(arguments));
        Paragraphs paragraphs = new Paragraphs(new Evidence(zones.letter()));
        for (Zone zone : zones.zones()) {
            if (zone.kind() == ZoneKind.BODY || zone.kind() == ZoneKind.POSTSCRIPT) {
                paragraphs.add(zones.letter().clean(zone.charStart(), zone.charEnd()));
            }
        }
        JsonObject result = paragraphs.result();
        put(result, "salutation", zones, ZoneKind.SALUTATION, paragraphs.evidence);
        put(result, "closing", zones, ZoneKind.CLOSING, paragraphs.evidence);
        return paragraphs.evidence.into(result);
    }

    private static void put(
            JsonObject result, String member, LetterZones zones, ZoneKind kind, Evidence evidence) {
        Optional<Zone> zone = zones.first(kind);
        result.put(member, zone.map(zones::oneLine).orElse(""));
        zone.ifPresent(found -> evidence.at(member, zones.span(found)));
    }

    /** The paragraphs of one letter while they are collected. */
    private static final class Paragraphs {
        private final Evidence evidence;
        private final JsonArray body = new JsonArray();
        private int characters;

        Paragraphs(Evidence evidence) {
            this.evidence = evidence;
        }

        void add(CleanText text) {
            int start = 0;
            while (start < text.text().length()) {
                int found = text.text().indexOf(PARAGRAPH_END, start);
                int end = found < 0 ? text.text().length() : found;
                addOne(text, start, end);
                start = end + PARAGRAPH_END.length();
            }
        }

        private void addOne(CleanText text, int start, int end) {
            String paragraph = text.text().substring(start, end);
            if (paragraph.isBlank()) {
                return;
            }
            evidence.atItem("body", body.size(), text.original(start, end));
            body.add(paragraph);
            characters += paragraph.codePointCount(0, paragraph.length());
        }

        JsonObject result() {
            double average = body.isEmpty() ? 0.0 : (double) characters / body.size();
            return new JsonObject()
                    .put("body", body)
                    .put("paragraph_count", body.size())
                    .put("average_paragraph_length", average);
        }
    }
}
