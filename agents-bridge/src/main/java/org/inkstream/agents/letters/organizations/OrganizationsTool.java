package org.inkstream.agents.letters.organizations;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.inkstream.agents.letters.Evidence;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.ToolArguments;
import org.inkstream.agents.letters.language.Tokens;
import org.inkstream.agents.letters.organizations.OrganizationRule.Match;
import org.inkstream.agents.letters.text.LetterText;
import org.inkstream.agents.letters.text.Span;

/** Finds the organizations that a letter names. */
public final class OrganizationsTool implements LetterTool {
    private static final double CONFIDENCE = 0.7;
    private static final int MOST_ORGANIZATIONS = 100;
    private static final int MOST_QUOTES = 5;

    private final OrganizationRule rule;

    private OrganizationsTool(OrganizationRule rule) {
        this.rule = rule;
    }

    /** With the vocabulary that comes with the program. */
    public static OrganizationsTool bundled() {
        return new OrganizationsTool(new OrganizationRule(OrganizationWords.bundled()));
    }

    @Override
    public String name() {
        return "extract_organizations";
    }

    @Override
    public JsonObject call(JsonObject arguments) {
        LetterText letter = LetterText.of(ToolArguments.text(arguments));
        Map<String, Found> found = new LinkedHashMap<>();
        for (NameRun run : NameRun.in(letter.text(), Tokens.in(letter.text()))) {
            rule.in(run).ifPresent(match -> add(match, letter, found));
        }
        return result(found.values().stream().limit(MOST_ORGANIZATIONS).toList(), letter);
    }

    private static void add(Match match, LetterText letter, Map<String, Found> found) {
        Span span = letter.span(match.start(), match.end());
        String name = letter.quote(span).replaceAll("\\s+", " ");
        found.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new Found(name, match.type()))
                .spans
                .add(span);
    }

    private static JsonObject result(List<Found> found, LetterText letter) {
        Evidence evidence = new Evidence(letter);
        JsonArray organizations = new JsonArray();
        for (Found organization : found) {
            int item = organizations.size();
            organizations.add(
                    new JsonObject()
                            .put("name", organization.name)
                            .put("type", organization.type)
                            .put("confidence", CONFIDENCE));
            organization.spans.stream()
                    .limit(MOST_QUOTES)
                    .forEach(span -> evidence.atItem("organizations", item, span));
        }
        return evidence.into(new JsonObject().put("organizations", organizations));
    }

    private static final class Found {
        private final String name;
        private final String type;
        private final List<Span> spans = new ArrayList<>();

        Found(String name, String type) {
            this.name = name;
            this.type = type;
        }
    }
}
