package org.inkstream.agents.letters.structure;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.regex.Pattern;
import org.inkstream.agents.letters.Evidence;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.ToolArguments;
import org.inkstream.agents.letters.words.Letterspeak;
import org.inkstream.agents.letters.words.Word;
import org.inkstream.agents.letters.zones.LetterReader;
import org.inkstream.agents.letters.zones.LetterZones;
import org.inkstream.agents.letters.zones.Zone;
import org.inkstream.agents.letters.zones.ZoneKind;

/** The tool {@code extract_salutation}. */
public final class ExtractSalutation implements LetterTool {
    private static final double SURE = 0.95;
    private static final double LIKELY = 0.75;
    private static final Pattern RESPECT = Pattern.compile("(?iu)ehrt|achtet|onou?r|spect");

    private final LetterReader reader;

    public ExtractSalutation(LetterReader reader) {
        this.reader = reader;
    }

    @Override
    public String name() {
        return "extract_salutation";
    }

    @Override
    public JsonObject call(JsonObject arguments) {
        LetterZones zones = reader.read(ToolArguments.text(arguments));
        Optional<Zone> found = zones.first(ZoneKind.SALUTATION);
        if (found.isEmpty()) {
            return new JsonObject().put("salutation", "").put("type", "").put("confidence", 0.0);
        }
        String salutation = zones.oneLine(found.get());
        JsonObject result =
                new JsonObject()
                        .put("salutation", salutation)
                        .put("type", type(salutation))
                        .put("confidence", ownLine(zones, found.get()) ? SURE : LIKELY);
        return new Evidence(zones.letter()).at("salutation", zones.span(found.get())).into(result);
    }

    /** {@code familiar} where somebody is called dear or mine, otherwise {@code formal}. */
    private static String type(String salutation) {
        boolean familiar =
                Word.of(salutation).stream()
                        .anyMatch(word -> Letterspeak.isPossessive(word) || isDear(word));
        return familiar ? "familiar" : "formal";
    }

    private static boolean isDear(Word word) {
        return Letterspeak.endears(word) && !RESPECT.matcher(word.text()).find();
    }

    private static boolean ownLine(LetterZones zones, Zone zone) {
        String text = zones.letter().text();
        return zone.charEnd() == text.length() || text.charAt(zone.charEnd()) < ' ';
    }
}
