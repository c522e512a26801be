package org.inkstream.agents.modeltools;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.agents.prompts.PromptLibrary;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.models.Fusion;
import org.inkstream.yaml.InvalidFile;

/**
 * Which of the tools that ask models ask together.
 *
 * @param asking the tools that may ask a model
 */
record FusedTools(Fusion fusion, Set<String> asking, PromptLibrary prompts) {
    /**
     * A tool that takes what another one finds is never ready together with it.
     *
     * @param file named in the message
     * @param called the tools that will be called; the file may name those of the whole packaged
     *     catalogue
     * @throws InvalidFile if tools that depend on each other are to be asked together
     */
    static void requireIndependent(String file, Fusion fusion, ToolCatalogue called) {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < fusion.groups().size(); i++) {
            List<String> group = fusion.groups().get(i);
            for (String tool : group) {
                Set<String> before = new HashSet<>();
                addAllBefore(tool, called, before);
                addAllBefore(tool, ToolCatalogue.packaged(), before);
                int number = i + 1;
                group.stream()
                        .filter(before::contains)
                        .forEach(
                                other ->
                                        problems.add(
                                                ("fusion.groups.%d: %s needs what %s finds, so they"
                                                                + " are never asked together")
                                                        .formatted(number, tool, other)));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidFile(file, problems);
        }
    }

    private static void addAllBefore(String tool, ToolCatalogue catalogue, Set<String> before) {
        if (!catalogue.byName().containsKey(tool)) {
            return;
        }
        for (String other : catalogue.tool(tool).dependsOn()) {
            if (before.add(other)) {
                addAllBefore(other, catalogue, before);
            }
        }
    }

    /** With which tools this one is asked. */
    ModelRequest.Together with(String tool) {
        List<String> group = groupOf(tool);
        return group.isEmpty()
                ? ModelRequest.Together.ALONE
                : new ModelRequest.Together(group, prompts.fusion().instruction(), fusion.linger());
    }

    /** The groups, for the revision; how long tools wait for each other decides no answer. */
    JsonArray canonical() {
        JsonArray groups = new JsonArray();
        fusion.groups().stream()
                .map(this::asked)
                .filter(group -> !group.isEmpty())
                .forEach(group -> groups.add(new JsonArray(group)));
        return groups;
    }

    /** What else a model reads when it is asked for this tool; empty if nothing. */
    JsonObject canonical(String tool) {
        JsonObject read = new JsonObject();
        List<String> group = groupOf(tool);
        if (!group.isEmpty()) {
            read.put(PromptLibrary.FUSION, prompts.fusion().canonical());
            group.forEach(other -> read.put(other, prompts.of(other).canonical()));
        }
        return read;
    }

    private List<String> groupOf(String tool) {
        return asked(fusion.groupOf(tool));
    }

    /** Where fewer than two are left, each is asked alone. */
    private List<String> asked(List<String> group) {
        List<String> left = group.stream().filter(asking::contains).toList();
        return left.size() < 2 ? List.of() : left;
    }
}
