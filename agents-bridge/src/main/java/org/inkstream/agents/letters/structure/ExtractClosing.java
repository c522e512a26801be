package org.inkstream.agents.letters.structure;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.regex.Pattern;
import org.inkstream.agents.letters.Evidence;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.ToolArguments;
import org.inkstream.agents.letters.zones.LetterReader;
import org.inkstream.agents.letters.zones.LetterZones;
import org.inkstream.agents.letters.zones.Zone;
import org.inkstream.agents.letters.zones.ZoneKind;

/** The tool {@code extract_closing}. */
public final class ExtractClosing implements LetterTool {
    private static final Pattern FAMILIAR =
            Pattern.compile(
                    "(?iu)affect|\\blove\\b|ever|herzlich|\\bdein|gr[üu](?:ß|ss)|amitié|adieu|friend");
    private static final double LEAST = 0.5;
    private static final double STEP = 0.15;

    private final LetterReader reader;

    public ExtractClosing(LetterReader reader) {
        this.reader = reader;
    }

    @Override
    public String name() {
        return "extract_closing";
    }

    @Override
    public JsonObject call(JsonObject arguments) {
        LetterZones zones = reader.read(ToolArguments.text(arguments));
        Optional<Zone> found = zones.first(ZoneKind.CLOSING);
        if (found.isEmpty()) {
            return new JsonObject().put("closing", "").put("type", "").put("confidence", 0.0);
        }
        String closing = zones.oneLine(found.get());
        JsonObject result =
                new JsonObject()
                        .put("closing", closing)
                        .put("type", FAMILIAR.matcher(closing).find() ? "familiar" : "formal")
                        .put("confidence", LEAST + STEP * zones.closingStrength());
        return new Evidence(zones.letter()).at("closing", zones.span(found.get())).into(result);
    }
}
