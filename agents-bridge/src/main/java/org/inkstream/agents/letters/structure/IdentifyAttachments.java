package org.inkstream.agents.letters.structure;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;
import org.inkstream.agents.letters.Evidence;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.ToolArguments;
import org.inkstream.agents.letters.text.Line;
import org.inkstream.agents.letters.zones.LetterReader;
import org.inkstream.agents.letters.zones.LetterZones;
import org.inkstream.agents.letters.zones.Zone;
import org.inkstream.agents.letters.zones.ZoneKind;

/** The tool {@code identify_attachments}: what the lines under the signature say is enclosed. */
public final class IdentifyAttachments implements LetterTool {
    private static final Pattern MARK =
            Pattern.compile(
                    "(?iu)^\\s*\\(?(?:encl(?:osures?|osed|s)?|beilagen?|anlagen?|anbei"
                            + "|pièces? jointes?|p\\. ?j|annexes?|संलग्न)\\b\\s*(?:\\(?\\d*\\)?)[.:)–-]*\\s*");

    private final LetterReader reader;

    public IdentifyAttachments(LetterReader reader) {
        this.reader = reader;
    }

    @Override
    public String name() {
        return "identify_attachments";
    }

    @Override
    public JsonObject call(JsonObject arguments) {
        LetterZones zones = reader.read(ToolArguments.text(arguments));
        Evidence evidence = new Evidence(zones.letter());
        JsonArray attachments = new JsonArray();
        for (Zone zone : zones.all(ZoneKind.ENCLOSURE)) {
            for (Line line : zones.letter().lines()) {
                int start = Math.max(line.charStart(), zone.charStart());
                int end = Math.min(line.charEnd(), zone.charEnd());
                if (start < end && !line.isBlank()) {
                    evidence.atItem(
                            "attachments", attachments.size(), zones.letter().trimmed(start, end));
                    attachments.add(described(zones.letter().text().substring(start, end)));
                }
            }
        }
        JsonObject result =
                new JsonObject()
                        .put("attachments", attachments)
                        .put("has_attachments", !attachments.isEmpty());
        return evidence.into(result);
    }

    /** What is enclosed; the mark itself where the line says no more. */
    private static String described(String line) {
        String rest = MARK.matcher(line).replaceFirst("").strip();
        return rest.isEmpty() ? line.strip() : rest;
    }
}
