package org.inkstream.agents.letters.structure;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.inkstream.agents.letters.Evidence;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.ToolArguments;
import org.inkstream.agents.letters.correspondence.Reading;
import org.inkstream.agents.letters.correspondence.Readings;
import org.inkstream.agents.letters.correspondence.Signatory;
import org.inkstream.agents.letters.zones.LetterReader;
import org.inkstream.agents.letters.zones.LetterZones;
import org.inkstream.agents.letters.zones.Zone;
import org.inkstream.agents.letters.zones.ZoneKind;

/** The tool {@code extract_signature}. */
public final class ExtractSignature implements LetterTool {
    private static final double LEAST = 0.5;
    private static final double STEP = 0.15;

    private final LetterReader reader;

    public ExtractSignature(LetterReader reader) {
        this.reader = reader;
    }

    @Override
    public String name() {
        return "extract_signature";
    }

    @Override
    public JsonObject call(JsonObject arguments) {
        LetterZones zones = reader.read(ToolArguments.text(arguments));
        Optional<Zone> found = zones.first(ZoneKind.SIGNATURE);
        Readings signatory = Signatory.of(zones);
        Evidence evidence = new Evidence(zones.letter());
        found.ifPresent(zone -> evidence.at("signature", zones.span(zone)));
        JsonObject result =
                new JsonObject()
                        .put("signature", found.map(zones::oneLine).orElse(""))
                        .put("signatory_name", value(signatory, Readings.NAME))
                        .put("title", value(signatory, Readings.TITLE))
                        .put("confidence", found.map(zone -> confidence(zones)).orElse(0.0));
        signatory.get(Readings.NAME).ifPresent(name -> evidence.at("signatory_name", name.span()));
        signatory.get(Readings.TITLE).ifPresent(title -> evidence.at("title", title.span()));
        return evidence.into(result);
    }

    private static double confidence(LetterZones zones) {
        return LEAST + STEP * zones.closingStrength();
    }

    private static String value(Readings readings, String path) {
        return readings.get(path).map(Reading::value).orElse("");
    }
}
