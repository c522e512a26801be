package org.inkstream.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.inkstream.letter.LetterSchema;
import org.inkstream.yaml.InvalidFile;
import org.junit.jupiter.api.Test;

class ToolCatalogueFileTest {
    @Test
    void every_problem_of_a_catalogue_is_reported_at_once() {
        InvalidFile invalid =
                problemsOf(
                        """
                        version: "1"
                        retries:
                          timout: {retries: 1, first: 1s}
                          unknown: {retries: -1, first: soon}
                        agents: {content-agent: words}
                        tools:
                          - name: sum_up
                            agent: contnt-agent
                            description: Sums up.
                            timeout: 1s
                            onUnknown: maybe
                            arguments:
                              text: {type: string, required: true, from: txt}
                              words: {type: array, from: "list_wrods:words"}
                              names: {type: array, from: "list_words:names"}
                            result: {main: summary, members: {summary: {type: string}}}
                            fills:
                              content.sumary: {from: summary}
                          - name: list_words
                            agent: content-agent
                            description: Lists words.
                            arguments:
                              text: {type: string, required: true}
                            result: {members: {words: {type: array}}}
                            colour: blue
                        """);

        assertThat(invalid.problems())
                .containsExactlyInAnyOrder(
                        "retries.timout: is not an error class; did you mean 'timeout'?",
                        "retries.unknown.first: must be a duration such as 500ms, 8s, 2m, 1h or"
                                + " 7d, got 'soon'",
                        "retries.unknown: retries must not be negative, got -1",
                        "tools.sum_up: agent 'contnt-agent' is not listed under agents; did you"
                                + " mean 'content-agent'?",
                        "tools.sum_up.onUnknown: must be one of [reask, rebuy, park], got"
                                + " 'maybe'",
                        "tools.sum_up.arguments.text: unknown source 'txt'; did you mean 'text'?",
                        "tools.sum_up.arguments.words: there is no tool 'list_wrods'; did you mean"
                                + " 'list_words'?",
                        "tools.sum_up.arguments.names: the result of list_words has no member"
                                + " 'names'",
                        "tools.sum_up.fills.content.sumary: there is no field 'content.sumary' in"
                                + " the letter schema; did you mean 'content.summary'?",
                        "tools.list_words: timeout must be there and longer than zero",
                        "tools.list_words.arguments.text: is required, so it must say where it is"
                                + " from",
                        "tools.list_words.colour: is not a known key");
    }

    @Test
    void tools_that_wait_for_each_other_are_refused() {
        InvalidFile invalid =
                problemsOf(
                        """
                        version: "1"
                        agents: {a: words}
                        tools:
                          - &hen
                            name: hen
                            agent: a
                            description: Lays.
                            timeout: 1s
                            arguments: {egg: {type: string, from: "egg:egg"}}
                            result: {main: hen, members: {hen: {type: string}}}
                          - name: egg
                            agent: a
                            description: Hatches.
                            timeout: 1s
                            arguments: {hen: {type: string, from: "hen:hen"}}
                            result: {main: egg, members: {egg: {type: string}}}
                        """);

        assertThat(invalid.problems())
                .containsExactly("tools.hen: waits for itself: hen -> egg -> hen");
    }

    @Test
    void a_key_that_stands_twice_is_refused_with_its_line() {
        InvalidFile invalid = problemsOf("version: \"1\"\nversion: \"2\"\n");

        assertThat(invalid).hasMessageContaining("line 2").hasMessageContaining("version");
    }

    private static InvalidFile problemsOf(String yaml) {
        return catchThrowableOfType(
                InvalidFile.class,
                () -> ToolCatalogueFile.parse("tools.yaml", yaml, LetterSchema.packaged()));
    }
}
