package org.inkstream.catalogue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.inkstream.letter.LetterSchema;
import org.inkstream.yaml.Problems;
import org.inkstream.yaml.Spelling;

/** Checks what one entry of a catalogue cannot know: the other tools, and the letter's fields. */
final class CatalogueCheck {
    private static final Set<String> SOURCES =
            Set.of(
                    "text",
                    "ocr.confidence",
                    "ocr.language",
                    "file.path",
                    "file.metadata",
                    "collection");
    private static final Pattern FIELD_AS_KEY = Pattern.compile("\\{(.*)}");

    private final Map<String, Tool> tools;
    private final LetterSchema letter;
    private final Problems problems;

    CatalogueCheck(Map<String, Tool> tools, LetterSchema letter, Problems problems) {
        this.tools = tools;
        this.letter = letter;
        this.problems = problems;
    }

    void run() {
        for (Tool tool : tools.values()) {
            tool.inputs().forEach(input -> checkSource(tool, input));
            tool.fills().forEach(fill -> checkFill(tool, fill));
        }
        checkCycles();
    }

    private void checkSource(Tool tool, Tool.Input input) {
        String where = "tools." + tool.name() + ".arguments." + input.argument();
        if (!input.fromTool()) {
            if (!SOURCES.contains(input.from())) {
                problems.add(
                        where,
                        "unknown source '"
                                + input.from()
                                + "'"
                                + Spelling.hint(input.from(), SOURCES));
            }
            return;
        }
        Tool source = tools.get(input.sourceTool());
        if (source == null) {
            problems.add(
                    where,
                    "there is no tool '"
                            + input.sourceTool()
                            + "'"
                            + Spelling.hint(input.sourceTool(), tools.keySet()));
        } else {
            checkResultPath(where, source, input.sourcePath());
        }
    }

    private void checkFill(Tool tool, Tool.Fill fill) {
        String where = "tools." + tool.name() + ".fills." + fill.field();
        checkField(where, fill.field());
        Matcher key = FIELD_AS_KEY.matcher(fill.from());
        if (key.find()) {
            checkField(where, key.group(1));
        }
        checkResultPath(where, tool, fill.from());
    }

    private void checkField(String where, String field) {
        if (!letter.byPath().containsKey(field)) {
            problems.add(
                    where,
                    "there is no field '"
                            + field
                            + "' in the letter schema"
                            + Spelling.hint(field, letter.byPath().keySet()));
        }
    }

    /** The first part of the path decides: deeper members may be left open by a schema. */
    private void checkResultPath(String where, Tool source, String path) {
        String member = path.split("\\.", 2)[0];
        Set<String> members = source.outputSchema().getJsonObject("properties").fieldNames();
        if (!member.isEmpty() && !members.contains(member)) {
            problems.add(
                    where,
                    "the result of "
                            + source.name()
                            + " has no member '"
                            + member
                            + "'"
                            + Spelling.hint(member, members));
        }
    }

    private void checkCycles() {
        Set<String> acyclic = new HashSet<>();
        for (String tool : tools.keySet()) {
            follow(tool, new ArrayDeque<>(), acyclic);
        }
    }

    /** Depth first; {@code path} holds the tools that led here. */
    private void follow(String name, Deque<String> path, Set<String> settled) {
        Tool tool = tools.get(name);
        if (tool == null || settled.contains(name)) {
            return;
        }
        if (path.contains(name)) {
            problems.add(
                    "tools." + name,
                    "waits for itself: " + String.join(" -> ", path) + " -> " + name);
            return;
        }
        path.addLast(name);
        tool.dependsOn().stream().sorted().forEach(next -> follow(next, path, settled));
        path.removeLast();
        settled.add(name);
    }
}
