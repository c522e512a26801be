package org.inkstream.agents.letters.metadata;

import io.vertx.core.json.JsonObject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.inkstream.agents.letters.Evidence;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.ToolArguments;
import org.inkstream.agents.letters.text.LetterText;
import org.inkstream.agents.letters.text.Line;

/**
 * Tells where a letter is kept: what the collection's record says, else the file's path, else an
 * archive's stamp on the page.
 */
final class StorageTool implements LetterTool {
    private static final String BOX = "(?:box|karton|kasten|schachtel|carton|bo[iî]te)";
    private static final String FOLDER = "(?:folder|fldr|mappe|dossier|chemise|akte)";
    private static final String NUMBER = "[ _.:#-]{0,3}(?:n[or]\\.?[ _-]?)?(\\d{1,5}[a-z]?)";
    private static final Pattern BOX_IN_PATH = inPath(BOX);
    private static final Pattern FOLDER_IN_PATH = inPath(FOLDER);

    /** A stamp is a line of its own; a letter that speaks of a box of tea is none. */
    private static final Pattern STAMP =
            ignoringCase("\\W*+" + BOX + NUMBER + "(?:[ ,;/|-]{1,4}" + FOLDER + NUMBER + ")?\\W*+");

    private static final int LONGEST_STAMP = 80;

    private static Pattern inPath(String container) {
        return ignoringCase("(?:^|[/\\\\ _-])" + container + NUMBER + "(?=$|[/\\\\ _.-])");
    }

    private static Pattern ignoringCase(String pattern) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    @Override
    public String name() {
        return "extract_storage_info";
    }

    @Override
    public JsonObject call(JsonObject arguments) {
        LetterText letter = LetterText.of(ToolArguments.text(arguments));
        Evidence evidence = new Evidence(letter);
        Known metadata = Known.argument(arguments, "metadata");
        String path = ToolArguments.optionalText(arguments, "file_path");
        JsonObject result =
                new JsonObject()
                        .put("archive_name", metadata.text("archive_name", "archive", "repository"))
                        .put("collection_name", metadata.text("collection_name", "collection"))
                        .put("box_number", metadata.text("box_number", "box"))
                        .put("folder_number", metadata.text("folder_number", "folder"))
                        .put("digital_repository", metadata.text("digital_repository"));
        putIfMissing(result, "box_number", BOX_IN_PATH.matcher(path));
        putIfMissing(result, "folder_number", FOLDER_IN_PATH.matcher(path));
        readStamp(letter, result, evidence);
        return evidence.into(result);
    }

    private static void putIfMissing(JsonObject result, String member, Matcher matcher) {
        if (result.getString(member).isEmpty() && matcher.find()) {
            result.put(member, matcher.group(1));
        }
    }

    private static void readStamp(LetterText letter, JsonObject result, Evidence evidence) {
        for (Line line : letter.lines()) {
            Matcher stamp = STAMP.matcher(line.text());
            if (line.text().length() <= LONGEST_STAMP && stamp.matches()) {
                new Stamp(letter, line, stamp).put("box_number", 1, result, evidence);
                new Stamp(letter, line, stamp).put("folder_number", 2, result, evidence);
                return;
            }
        }
    }

    private record Stamp(LetterText letter, Line line, Matcher matcher) {
        void put(String member, int group, JsonObject result, Evidence evidence) {
            if (matcher.start(group) >= 0 && result.getString(member).isEmpty()) {
                result.put(member, matcher.group(group));
                int start = line.charStart();
                evidence.at(
                        member,
                        letter.span(start + matcher.start(group), start + matcher.end(group)));
            }
        }
    }
}
