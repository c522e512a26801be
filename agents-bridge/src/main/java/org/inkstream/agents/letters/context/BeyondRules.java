package org.inkstream.agents.letters.context;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.NotAttempted;

/** A tool that no rule can answer: it says why, and invents nothing. */
final class BeyondRules implements LetterTool {
    private final String name;
    private final String why;

    private BeyondRules(String name, String why) {
        this.name = name;
        this.why = why;
    }

    /** The three tools of the context agent. */
    static List<LetterTool> all() {
        return List.of(
                new BeyondRules(
                        "research_historical_context",
                        "a letter's historical context is not on its page: this needs a model or a"
                                + " historian"),
                new BeyondRules(
                        "assess_significance",
                        "how significant a letter is, is a judgement: this needs a model or an"
                                + " archivist"),
                new BeyondRules(
                        "generate_biographies",
                        "the lives of persons are not on the page: this needs a model or an"
                                + " authority file"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public JsonObject call(JsonObject arguments) {
        return NotAttempted.because(why);
    }
}
