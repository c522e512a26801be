package org.inkstream.agents.prompts;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.inkstream.identity.Hashes;
import org.inkstream.yaml.InvalidFile;
import org.inkstream.yaml.Problems;
import org.inkstream.yaml.Section;
import org.inkstream.yaml.YamlText;

/**
 * One version of one prompt.
 *
 * @param name of the tool, or {@code system}
 * @param version the name of its file
 * @param purpose one sentence for people who choose among versions
 * @param also members that a model gives for the items of a list beside those that the catalogue
 *     checks: path of the list → member → JSON Schema
 * @param omit members of the result that a model is not asked for
 * @param instruction what the model reads
 * @param hash SHA-256 of the whole file
 */
public record PromptFile(
        String name,
        String version,
        String purpose,
        JsonObject also,
        List<String> omit,
        String instruction,
        String hash) {
    private static final String FENCE = "---\n";

    public PromptFile {
        omit = List.copyOf(omit);
    }

    /**
     * @param file named in messages
     * @param text front matter between two lines of {@code ---}, then the instruction
     * @throws InvalidFile with all problems
     */
    static PromptFile parse(String file, String name, String version, String text) {
        String plain = text.replace("\r\n", "\n");
        int end = plain.indexOf("\n" + FENCE, FENCE.length() - 1);
        if (!plain.startsWith(FENCE) || end < 0) {
            throw new InvalidFile(
                    file, List.of("must begin with front matter between two lines of ---"));
        }
        Problems problems = new Problems(file);
        String head = plain.substring(FENCE.length(), end + 1);
        Section front = new Section("", YamlText.parse(file, head), problems);
        String stated = front.text("version");
        if (!stated.isEmpty() && !stated.equals(version)) {
            problems.add("version", "is '" + stated + "', but the file is named " + version);
        }
        String purpose = front.text("purpose");
        JsonObject also = new JsonObject(front.section("also").values()).copy();
        List<String> omit = front.texts("omit");
        front.nothingElse();
        String instruction = plain.substring(end + 1 + FENCE.length()).strip();
        if (instruction.isEmpty()) {
            problems.add("", "has no instruction after its front matter");
        }
        problems.throwIfAny();
        return new PromptFile(
                name, version, purpose, also, omit, instruction, Hashes.sha256(plain));
    }

    /** The form in a revision. */
    public JsonObject canonical() {
        return new JsonObject().put("version", version).put("hash", hash);
    }
}
