package org.inkstream.agents.prompts;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.inkstream.models.ModelCatalogue;
import org.inkstream.yaml.InvalidFile;

/**
 * The prompts of the tools that may ask a model, in the versions that are to be used. Immutable.
 */
public final class PromptLibrary {
    /** The prompt that all tools share. */
    public static final String SYSTEM = "system";

    /** What is said before the prompts of tools that are asked together. */
    public static final String FUSION = "fusion";

    private final Map<String, PromptFile> byName;

    private PromptLibrary(Map<String, PromptFile> byName) {
        this.byName = byName;
    }

    /**
     * Blocks while it reads.
     *
     * @param tools those that may ask a model
     * @param folder whose files win over those that come with the program; empty means none
     * @throws InvalidFile with all problems of all prompts
     */
    public static PromptLibrary load(
            ModelCatalogue models, Collection<String> tools, String folder) {
        List<String> names = new ArrayList<>();
        if (!tools.isEmpty()) {
            names.add(SYSTEM);
            names.addAll(tools);
            if (!models.fusion().isNone()) {
                names.add(FUSION);
            }
        }
        Map<String, PromptFile> byName = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (String name : names) {
            try {
                byName.put(name, read(name, models.promptVersion(name), folder));
            } catch (InvalidFile invalid) {
                invalid.problems().forEach(what -> problems.add(invalid.file() + ": " + what));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidFile("prompts", problems);
        }
        return new PromptLibrary(byName);
    }

    public PromptFile system() {
        return of(SYSTEM);
    }

    /** There if the models file lets tools be asked together. */
    public PromptFile fusion() {
        return of(FUSION);
    }

    /**
     * @throws IllegalArgumentException if no prompt was loaded for that tool
     */
    public PromptFile of(String tool) {
        PromptFile prompt = byName.get(tool);
        if (prompt == null) {
            throw new IllegalArgumentException("no prompt for '" + tool + "' was loaded");
        }
        return prompt;
    }

    /** Versions and hashes by name, for the revision. */
    public JsonObject canonical() {
        JsonObject json = new JsonObject();
        byName.forEach((name, prompt) -> json.put(name, prompt.canonical()));
        return json;
    }

    private static PromptFile read(String name, String version, String folder) {
        String relative = name + "/" + version + ".md";
        if (!folder.isEmpty()) {
            Path own = Path.of(folder).resolve(relative);
            if (Files.exists(own)) {
                return PromptFile.parse(own.toString(), name, version, text(own));
            }
        }
        return packaged(relative)
                .map(text -> PromptFile.parse(relative, name, version, text))
                .orElseThrow(() -> new InvalidFile(relative, List.of(missing(folder))));
    }

    private static String missing(String folder) {
        return folder.isEmpty()
                ? "does not come with the program; prompts of your own need inference.promptFolder"
                : "is neither in " + folder + " nor comes with the program";
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (MalformedInputException noText) {
            throw new InvalidFile(file.toString(), List.of("is not a text in UTF-8"));
        } catch (IOException unreadable) {
            throw new InvalidFile(file.toString(), List.of("cannot be read: " + unreadable));
        }
    }

    private static Optional<String> packaged(String relative) {
        try (InputStream in = PromptLibrary.class.getResourceAsStream(relative)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new InvalidFile(relative, List.of("cannot be read: " + unreadable));
        }
    }
}
