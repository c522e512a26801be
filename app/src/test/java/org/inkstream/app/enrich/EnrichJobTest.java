package org.inkstream.app.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrichJobTest {
    private static final int WINDOW = 2;

    @TempDir private Path folder;

    private final List<RunEvent> topics = new ArrayList<>();
    private ScriptedRun service = new ScriptedRun(topics, WINDOW);
    private BooleanSupplier stop = () -> false;

    @Test
    void every_letter_is_published_once_and_has_its_file() throws Exception {
        letters("a", "b", "c");

        Summary summary = enrich();

        assertThat(service.publishedNow).containsExactly("a", "b", "c");
        assertThat(summary.enriched())
                .extracting(LetterRow::documentId)
                .containsExactly("a", "b", "c");
        assertThat(fileNames("letters")).containsExactly("a.json", "b.json", "c.json");
        assertThat(lines("results.jsonl")).hasSize(3);
        assertThat(lines("events.jsonl")).hasSize(3);
        assertThat(service.closed).isTrue();
    }

    @Test
    void the_same_command_again_publishes_nothing_and_writes_the_same() throws Exception {
        letters("a", "b");
        enrich();
        List<String> before = lines("results.jsonl");
        service = new ScriptedRun(topics, WINDOW);

        Summary summary = enrich();

        assertThat(service.publishedNow).isEmpty();
        assertThat(summary.resumed()).isEqualTo(2);
        assertThat(summary.enriched()).hasSize(2);
        assertThat(lines("results.jsonl")).isEqualTo(before);
        assertThat(lines("events.jsonl")).hasSize(2);
    }

    @Test
    void a_letter_whose_text_changed_is_published_again() throws Exception {
        letters("a", "b");
        enrich();
        Files.writeString(folder.resolve("in/b.txt"), "Dear Anna, once more");
        service = new ScriptedRun(topics, WINDOW);

        Summary summary = enrich();

        assertThat(service.publishedNow).containsExactly("b");
        assertThat(summary.resumed()).isEqualTo(1);
    }

    @Test
    void what_was_published_and_not_finished_is_waited_for_and_not_published_again()
            throws Exception {
        letters("a");
        enrich();
        RunEvent enriched = topics.remove(topics.size() - 1);
        service = new ScriptedRun(topics, WINDOW);
        Iterator<Runnable> looks =
                List.<Runnable>of(() -> {}, () -> service.tell(enriched)).iterator();
        stop =
                () -> {
                    if (looks.hasNext()) {
                        looks.next().run();
                    }
                    return false;
                };

        Summary summary = enrich();

        assertThat(service.publishedNow).isEmpty();
        assertThat(summary.enriched()).hasSize(1);
        assertThat(summary.resumed()).isZero();
    }

    @Test
    void bad_files_and_letters_given_up_are_named_and_the_rest_goes_on() throws Exception {
        letters("a", "b", "c");
        Files.write(folder.resolve("in/b.txt"), new byte[] {0, 1});
        Files.writeString(
                folder.resolve("in/z.json"),
                new JsonObject()
                        .put("documentId", "a")
                        .put("collectionId", "box")
                        .put("text", "again")
                        .encode());
        service.buries.put("c", "no agent could read it");

        Summary summary = enrich();

        assertThat(summary.enriched()).extracting(LetterRow::documentId).containsExactly("a");
        assertThat(summary.failed())
                .containsExactlyInAnyOrder(
                        new Refusal("b.txt", "is binary, not text"),
                        new Refusal("z.json", "has the document id of another file: a"),
                        new Refusal("c", "no agent could read it"));
        assertThat(summary.total()).isEqualTo(4);
    }

    @Test
    void a_letter_that_was_given_up_gets_another_try_with_the_next_command() throws Exception {
        letters("a");
        service.buries.put("a", "no agent could read it");
        enrich();
        service = new ScriptedRun(topics, WINDOW);

        Summary summary = enrich();

        assertThat(service.publishedNow).containsExactly("a");
        assertThat(summary.enriched()).hasSize(1);
        assertThat(summary.failed()).isEmpty();
    }

    @Test
    void no_more_letters_are_on_their_way_than_the_window_allows() throws Exception {
        letters("a", "b", "c", "d");
        service.keepsUntilClosed.addAll(List.of("a", "b", "c", "d"));
        stopAfterPublishing(WINDOW);

        Summary summary = enrich();

        assertThat(service.mostAtOnce).isEqualTo(WINDOW);
        assertThat(summary.enriched()).hasSize(WINDOW);
    }

    @Test
    void a_stop_finishes_what_is_on_its_way_and_leaves_the_rest_for_the_next_time()
            throws Exception {
        letters("a", "b", "c", "d");
        service.keepsUntilClosed.addAll(List.of("a", "b", "c", "d"));
        stopAfterPublishing(WINDOW);

        Summary summary = enrich();

        assertThat(summary.unfinished()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("out/summary.txt"))).contains("2 unfinished");
        stop = () -> false;
        service = new ScriptedRun(topics, WINDOW);
        assertThat(enrich().enriched()).hasSize(4);
        assertThat(service.publishedNow).containsExactly("c", "d");
    }

    @Test
    void lost_infrastructure_ends_the_command_and_closes_the_service() throws IOException {
        letters("a");
        service.breaksOn.add("a");

        assertThatThrownBy(this::enrich)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the broker is gone");
        assertThat(service.closed).isTrue();
    }

    @Test
    void a_second_process_is_kept_out_and_told_who_is_inside() throws IOException {
        Path out = folder.resolve("out");
        try (ResultFolder first = ResultFolder.open(out)) {
            assertThatThrownBy(() -> ResultFolder.open(out))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in use")
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
            assertThat(first).isNotNull();
        }
    }

    private void stopAfterPublishing(int letters) {
        stop = () -> service.publishedNow.size() >= letters;
    }

    private Summary enrich() throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        LetterFiles files = LetterFiles.find(List.of(folder.resolve("in")), out);
        ProgressPrinter printer =
                new ProgressPrinter(
                        new PrintWriter(Writer.nullWriter()), service.timers(), Terminal.of(""));
        try (ResultFolder results = ResultFolder.open(out)) {
            return new EnrichJob(files, service, results, printer, stop).run();
        }
    }

    private void letters(String... ids) throws IOException {
        Files.createDirectories(folder.resolve("in"));
        for (String id : ids) {
            Files.writeString(folder.resolve("in/" + id + ".txt"), "Dear " + id + ",");
        }
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(folder.resolve("out").resolve(name));
    }

    private List<String> fileNames(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("out").resolve(name))) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }
}
