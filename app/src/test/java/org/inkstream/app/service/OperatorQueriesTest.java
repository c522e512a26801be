package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.loadtest.peers.ScriptedAgent;
import org.inkstream.loadtest.peers.ScriptedReply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * What operators ask of store and log, word for word as it stands on their page, after one letter
 * that went well and one in which a tool timed out, a connection broke and a placeholder came.
 */
@TestInstance(Lifecycle.PER_CLASS)
class OperatorQueriesTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String TOOL = "extract_document_type";
    private static final ScriptedReply PLACEHOLDER =
            ScriptedReply.result(new JsonObject().put("_fallback", true));
    private static final String MARK = "Zanzibarquux";
    private static final String TOKEN = "Tk-0123456789-secret";
    private static final String LETTER =
            "Boston, May 3rd 1861\n\nDear Mother,\n\nI am well in "
                    + MARK
                    + ". Your loving son,\nHenry Adams";

    private final Vertx vertx = Vertx.vertx();
    private final OperatorsPage page;
    private final LinesOfLog log = new LinesOfLog();
    private final Path folder;
    private final ScriptedAgent agent;
    private RunningService service;

    OperatorQueriesTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.page = new OperatorsPage();
        this.agent = Await.done("starting", LIMIT, ScriptedAgent.start(vertx));
    }

    @BeforeAll
    void enrichTwo() {
        log.listen();
        service =
                RunningService.start(
                        folder.resolve("state"),
                        Map.of(
                                "agents.url", agent.url(),
                                "agents.token", TOKEN,
                                "agents.retryBudget", "0",
                                "workflow.longestCall", "1s",
                                "workflow.reuse", "false",
                                "heal.automatic", "false"));
        service.publish("letter-1", "collection-1", LETTER);
        service.awaitEnriched(1, 1);
        for (int i = 0; i < 10; i++) {
            agent.then(TOOL, ScriptedReply.silence())
                    .then("generate_summary", ScriptedReply.resetBefore())
                    .then("extract_keywords", PLACEHOLDER);
        }
        service.publish("letter-2", "collection-1", LETTER + " P.S.");
        service.awaitEnriched(2, 1);
        log.await("Document letter-1 enriched", "Document letter-2 enriched");
    }

    @AfterAll
    void close() {
        service.close();
        log.stopListening();
        Await.done("closing", LIMIT, agent.close());
        Await.done("closing", LIMIT, vertx.close());
    }

    @Test
    void the_average_score_is_asked_over_all_and_before_and_after_a_date() {
        double expected =
                letters().stream()
                        .mapToDouble(
                                letter ->
                                        letter.getJsonObject("quality_metrics")
                                                .getDouble("completeness_score"))
                        .average()
                        .orElseThrow();

        for (String which : List.of("\"all\"", "\"after\"")) {
            JsonObject answer = ask(which).get(0);
            assertThat(answer.getDouble("score")).isCloseTo(expected, within(1e-9)).isPositive();
            assertThat(answer.getInteger("letters")).isEqualTo(2);
        }
        assertThat(ask("\"before\"")).isEmpty();
    }

    @Test
    void sources_of_results_are_counted() {
        Map<String, Integer> expected = new TreeMap<>();
        letters()
                .forEach(
                        letter ->
                                letter.getJsonObject("tools")
                                        .forEach(
                                                tool ->
                                                        expected.merge(
                                                                ((JsonObject) tool.getValue())
                                                                        .getString("_source"),
                                                                1,
                                                                Integer::sum)));

        Map<String, Integer> counted = new TreeMap<>();
        ask("$objectToArray")
                .forEach(one -> counted.put(one.getString("_id"), one.getInteger("tools")));
        Map<String, Integer> ofOneTool = new TreeMap<>();
        ask("tools.extract_document_type._source")
                .forEach(one -> ofOneTool.put(one.getString("_id"), one.getInteger("letters")));

        assertThat(counted).isEqualTo(expected).containsKeys("actual", "fallback", "failed");
        assertThat(ofOneTool).isEqualTo(Map.of("actual", 1, "failed", 1));
    }

    @Test
    void one_letter_shows_its_values_and_where_they_are_from() {
        JsonObject letter = ask("db.enriched_documents.find(\n  { document_id").get(0);

        assertThat(letter.getString("_id")).isEqualTo("letter-1");
        assertThat(letter.getJsonObject("enriched_data").isEmpty()).isFalse();
        assertThat(letter.getJsonObject("tools").getJsonObject(TOOL).getString("_source"))
                .isEqualTo("actual");
        assertThat(letter.getDouble("total_processing_time")).isPositive();
        assertThat(letter.containsKey("fields")).as("only what was asked for").isFalse();
    }

    @Test
    void letters_of_the_last_minutes_are_found_by_their_date() {
        assertThat(ask("Date.now()"))
                .extracting(letter -> letter.getString("_id"))
                .containsExactlyInAnyOrder("letter-1", "letter-2");
    }

    @Test
    void every_query_of_the_page_is_answered() {
        assertThat(page.queries())
                .hasSize(9)
                .allSatisfy(query -> assertThat(ask(query)).isNotNull());
        assertThat(ask("db.review_queue.find")).hasSize(reviews("letter-1"));
    }

    @Test
    void every_search_of_the_page_finds_its_lines() throws Exception {
        Files.write(folder.resolve("inkstream.log"), log.lines());

        for (String search : page.searches()) {
            assertThat(shell(search)).as(search).isNotEmpty();
        }
        assertThat(page.searches()).hasSize(6);
        assertThat(shell(page.searches().get(0))).hasSize(2);
        assertThat(shell("grep -c 'generate_summary failed with connection' inkstream.log"))
                .containsExactly("1");
        assertThat(page.searches())
                .as("the page knows every class of failures")
                .anyMatch(
                        search ->
                                Stream.of(ErrorClass.values())
                                        .allMatch(one -> search.contains(one.wireName())));
        assertThat(shell("grep -c '" + TOOL + " failed with timeout' inkstream.log"))
                .containsExactly("1");
        assertThat(
                        shell(
                                "grep 'Document letter-2 enriched, total_processing_time: ' inkstream.log"))
                .singleElement()
                .asString()
                .contains("_source: actual ", "failed 2 fallback 1", " INFO ")
                .matches(".*outcome=\\w+ tookMs=\\d+ costMicroUsd=\\d+.*");
    }

    @Test
    void the_log_holds_no_text_of_a_letter_and_no_secret() {
        assertThat(String.join("\n", log.lines()))
                .contains("letter-1")
                .doesNotContain(MARK, TOKEN, "Dear Mother", "Henry Adams");
    }

    @Test
    void the_indexes_of_the_page_are_there_and_index_what_letters_have() {
        Set<String> made =
                Stream.of("enriched_documents", "review_queue", "cost_records", "ocr_jobs")
                        .flatMap(this::indexes)
                        .collect(Collectors.toCollection(TreeSet::new));
        List<JsonObject> letters = letters();

        assertThat(page.indexes()).containsExactlyInAnyOrderElementsOf(made);
        made.stream()
                .filter(index -> index.startsWith("enriched_documents"))
                .flatMap(index -> Stream.of(index.replaceFirst(".*: ", "").split(",")))
                .forEach(path -> assertThat(at(letters.get(0), path)).as(path).isNotNull());
    }

    private static Object at(JsonObject document, String path) {
        Object value = document;
        for (String name : path.split("\\.")) {
            value = ((JsonObject) value).getValue(name);
        }
        return value;
    }

    private Stream<String> indexes(String collection) {
        return answers(new JsonObject().put("listIndexes", collection)).stream()
                .map(index -> index.getJsonObject("key").fieldNames())
                .filter(keys -> !keys.equals(Set.of("_id")))
                .map(keys -> collection + ": " + String.join(",", keys));
    }

    private int reviews(String documentId) {
        return service.find("review_queue", new JsonObject().put("documentId", documentId)).size();
    }

    private List<JsonObject> letters() {
        return service.find("enriched_documents", new JsonObject());
    }

    private List<JsonObject> ask(String part) {
        return ask(page.query(part));
    }

    private List<JsonObject> ask(OperatorsPage.Query query) {
        return answers(query.command());
    }

    private List<JsonObject> answers(JsonObject command) {
        JsonArray batch =
                Await.done(
                                "asking",
                                LIMIT,
                                service.stores()
                                        .client()
                                        .runCommand(command.iterator().next().getKey(), command))
                        .getJsonObject("cursor")
                        .getJsonArray("firstBatch");
        return batch.stream().map(JsonObject.class::cast).toList();
    }

    private List<String> shell(String command) throws IOException, InterruptedException {
        Process grep =
                new ProcessBuilder("sh", "-c", command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(grep.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        grep.waitFor();
        return said.lines().toList();
    }
}
