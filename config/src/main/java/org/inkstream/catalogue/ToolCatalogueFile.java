package org.inkstream.catalogue;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.inkstream.letter.LetterSchema;
import org.inkstream.yaml.Problems;
import org.inkstream.yaml.Section;
import org.inkstream.yaml.Spelling;
import org.inkstream.yaml.YamlText;
import org.jspecify.annotations.Nullable;

/** Reads a catalogue file and reports everything that is wrong with it at once. */
public final class ToolCatalogueFile {
    private static final String PACKAGED = "tools.yaml";

    private final Map<String, @Nullable Object> content;
    private final LetterSchema letter;
    private final Problems problems;

    private ToolCatalogueFile(
            String file, Map<String, @Nullable Object> content, LetterSchema letter) {
        this.content = content;
        this.letter = letter;
        this.problems = new Problems(file);
    }

    /**
     * @param file named in messages
     * @param letter the fields that tools may fill
     * @throws org.inkstream.yaml.InvalidFile with all problems
     */
    public static ToolCatalogue parse(String file, String yaml, LetterSchema letter) {
        return new ToolCatalogueFile(file, YamlText.parse(file, yaml), letter).load();
    }

    static ToolCatalogue packaged() {
        Map<String, @Nullable Object> content =
                YamlText.resource(ToolCatalogueFile.class, PACKAGED);
        return new ToolCatalogueFile(PACKAGED, content, LetterSchema.packaged()).load();
    }

    private ToolCatalogue load() {
        Section root = new Section("", content, problems);
        String version = root.text("version");
        Map<ErrorClass, RetryRule> retries = retries(root.section("retries"));
        Set<String> agents = root.section("agents").keys();
        Map<String, Tool> tools = tools(root.list("tools"), agents);
        root.nothingElse();
        new CatalogueCheck(tools, letter, problems).run();
        problems.throwIfAny();
        return new ToolCatalogue(version, tools, retries, new JsonObject(content).copy());
    }

    private Map<ErrorClass, RetryRule> retries(Section section) {
        List<String> known =
                List.of(ErrorClass.values()).stream().map(ErrorClass::wireName).toList();
        Map<ErrorClass, RetryRule> rules = new EnumMap<>(ErrorClass.class);
        section.sections()
                .forEach(
                        (name, rule) -> {
                            if (known.contains(name)) {
                                rules.put(
                                        ErrorClass.valueOf(name.toUpperCase(Locale.ROOT)),
                                        rule(rule));
                            } else {
                                rule.problem("is not an error class" + Spelling.hint(name, known));
                            }
                        });
        return rules;
    }

    private static RetryRule rule(Section section) {
        int retries = section.wholeNumber("retries", 0);
        Duration first = section.duration("first", Duration.ZERO);
        double factor = section.number("factor", 1);
        Duration ceiling = section.duration("ceiling", first);
        section.nothingElse();
        try {
            return new RetryRule(retries, first, factor, ceiling);
        } catch (IllegalArgumentException outOfRange) {
            section.problem(String.valueOf(outOfRange.getMessage()));
            return RetryRule.NEVER;
        }
    }

    private static Map<String, Tool> tools(List<Section> sections, Set<String> agents) {
        Map<String, Tool> tools = new LinkedHashMap<>();
        for (Section section : sections) {
            Tool tool = ToolEntry.read(section);
            if (!agents.contains(tool.agent())) {
                section.problem(
                        "agent '"
                                + tool.agent()
                                + "' is not listed under agents"
                                + Spelling.hint(tool.agent(), agents));
            }
            if (tools.put(tool.name(), tool) != null) {
                section.problem("there are two tools of this name");
            }
        }
        return tools;
    }
}
