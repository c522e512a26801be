package org.inkstream.app.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.inkstream.app.service.RunningService;
import org.inkstream.command.ExitCodes;
import org.inkstream.config.Settings;
import org.inkstream.loadtest.peers.nsq.NsqdDouble;
import org.inkstream.loadtest.peers.nsq.NsqdRules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands of jobs against a real coordinator, over HTTP, with a real worker and store. */
class JobsCommandTest {
    private final Vertx vertx = Vertx.vertx();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path folder;

    private NsqdDouble nsqd;
    private RunningService service;
    private Coordinator coordinator;

    @BeforeEach
    void start() throws IOException {
        nsqd = NsqdDouble.start(vertx, NsqdRules.usual());
        service =
                RunningService.start(
                        folder.resolve("service"),
                        Map.of(
                                "events.from", "nsq",
                                "events.to", "nsq",
                                "nsq.nsqd", "127.0.0.1:" + nsqd.port(),
                                "coordinator.port", "0",
                                "coordinator.pollEvery", "100ms",
                                "coordinator.pollAtMost", "200ms"));
        coordinator = Coordinator.start(service.settings(), () -> false);
        Files.createDirectory(folder.resolve("letters"));
        letter("anna.txt", "Dublin, 4 May 1816\n\nMy dear Anna,\nall is well.\nYours, B.");
        letter("bertha.txt", "Dublin, 5 May 1816\n\nMy dear Bertha,\nso it is.\nYours, B.");
    }

    @AfterEach
    void stop() {
        coordinator.close();
        service.close();
        nsqd.close();
        vertx.close().await();
    }

    @Test
    void a_job_of_a_folder_is_watched_until_each_letter_is_enriched() {
        assertThat(jobs("create", letters(), "--id", "spring", "--watch"))
                .as("%s", err)
                .isEqualTo(ExitCodes.OK);
        assertThat(shown()).contains("spring", "finished", "2 of 2", "0 error");
        assertThat(service.find("enriched_documents", new JsonObject())).hasSize(2);

        assertThat(jobs("list")).isEqualTo(ExitCodes.OK);
        assertThat(shown()).contains("spring").contains("1 job");
        assertThat(jobs("list", "--status", "running")).isEqualTo(ExitCodes.OK);
        assertThat(shown()).contains("0 jobs");
        assertThat(jobs("show", "spring", "--json")).isEqualTo(ExitCodes.OK);
        assertThat(new JsonObject(shown()).getInteger("processed")).isEqualTo(2);
    }

    @Test
    void a_file_that_holds_no_letter_is_named_and_in_the_exit_code() throws IOException {
        Files.writeString(
                folder.resolve("letters/empty.json"),
                new JsonObject()
                        .put("documentId", "empty")
                        .put("collectionId", "smith")
                        .put("text", " ")
                        .encode());

        assertThat(jobs("create", letters(), "--id", "spring", "--watch"))
                .isEqualTo(ExitCodes.SOME_FAILED);

        assertThat(complaint()).contains("empty.json: is no OCR-complete event");
        assertThat(shown()).contains("2 of 2", "0 error");
        assertThat(run("estimate", letters())).isEqualTo(ExitCodes.SOME_FAILED);
        assertThat(shown()).contains("2 letters (0 refused)");
    }

    @Test
    void a_letter_that_workers_gave_up_is_named_with_its_reason_and_in_the_exit_code() {
        service.insert(
                "ocr_jobs",
                new JsonObject()
                        .put("job_id", "ocr-7")
                        .put("status", "running")
                        .put("documents", new JsonArray().add(unreadable())));
        assertThat(jobs("create", "--ocr-job", "ocr-7")).isEqualTo(ExitCodes.COULD_NOT_RUN);
        assertThat(complaint()).contains("OCR job ocr-7 is not finished");
        service.change(
                "ocr_jobs",
                new JsonObject().put("job_id", "ocr-7"),
                new JsonObject().put("$set", new JsonObject().put("status", "finished")));

        int code = jobs("create", "--ocr-job", "ocr-7", "--watch");

        assertThat(code).as("%s", err).isEqualTo(ExitCodes.SOME_FAILED);
        assertThat(shown()).contains("1 error", "unreadable: the text is missing or empty");
    }

    private static JsonObject unreadable() {
        return new JsonObject()
                .put("documentId", "unreadable")
                .put("collectionId", "smith")
                .put("text", " ");
    }

    @Test
    void a_job_is_cancelled_and_goes_on_when_it_is_resumed() {
        service.stopService();
        assertThat(jobs("create", letters(), "--id", "spring")).isEqualTo(ExitCodes.OK);
        assertThat(shown()).contains("running", "0 of 2");

        assertThat(jobs("cancel", "spring")).isEqualTo(ExitCodes.OK);
        assertThat(shown()).contains("cancelled").contains("somebody cancelled it");
        assertThat(jobs("show", "spring", "--watch")).isEqualTo(ExitCodes.SOME_FAILED);
        service.startService();
        shown();

        assertThat(jobs("resume", "spring", "--watch")).as("%s", err).isEqualTo(ExitCodes.OK);
        assertThat(shown()).contains("finished", "2 of 2");
    }

    @Test
    void a_job_that_there_is_not_is_said_to_be_so() {
        for (String[] asked :
                new String[][] {
                    {"show", "nowhere"},
                    {"cancel", "nowhere"},
                    {"resume", "nowhere"},
                    {"resume", "nowhere", "--errors"},
                    {"show", "../health"}
                }) {
            assertThat(jobs(asked)).isEqualTo(ExitCodes.COULD_NOT_RUN);
            assertThat(complaint()).contains("there is no such job").contains("jobs list");
        }
    }

    @Test
    void everything_that_is_wrong_with_a_job_is_said_at_once() {
        int code = jobs("create", letters(), "--id", "a b", "--budget", "-3", "--priority", "9999");

        assertThat(code).isEqualTo(ExitCodes.COULD_NOT_RUN);
        assertThat(complaint())
                .contains("jobId must have 1 to 100 letters")
                .contains("budgetUsd must be a number above 0")
                .contains("priority must be a whole number");
        assertThat(service.find("enrichment_jobs", new JsonObject())).isEmpty();
    }

    @Test
    void another_job_under_a_known_id_and_an_unknown_ocr_job_are_refused() throws IOException {
        assertThat(jobs("create", letters(), "--id", "spring")).isEqualTo(ExitCodes.OK);
        letter("third.txt", "My dear Clara, yours, B.");

        assertThat(jobs("create", letters(), "--id", "spring")).isEqualTo(ExitCodes.COULD_NOT_RUN);
        assertThat(complaint()).contains("there is another job with the id spring");
        assertThat(jobs("create", "--ocr-job", "ocr-7")).isEqualTo(ExitCodes.COULD_NOT_RUN);
        assertThat(complaint()).contains("there is no OCR job ocr-7");
        assertThat(jobs("create")).isEqualTo(ExitCodes.COULD_NOT_RUN);
        assertThat(complaint()).contains("name letters in documents, or an OCR job in ocrJobId");
    }

    @Test
    void files_without_a_letter_are_named() {
        assertThat(jobs("create", folder.resolve("nowhere").toString()))
                .isEqualTo(ExitCodes.COULD_NOT_RUN);

        assertThat(complaint()).contains("nowhere");
    }

    @Test
    void a_finished_ocr_job_is_followed_by_a_job_and_a_bad_one_holds_up_nothing() {
        service.insert(
                "ocr_jobs", new JsonObject().put("job_id", "ocr-bad").put("status", "completed"));
        service.insert(
                "ocr_jobs",
                new JsonObject()
                        .put("job_id", "ocr-7")
                        .put("status", "completed")
                        .put("collection_id", "smith")
                        .put(
                                "documents",
                                new JsonArray()
                                        .add(
                                                new JsonObject()
                                                        .put("documentId", "from-ocr")
                                                        .put("text", "My dear Anna, yours, B."))));

        service.awaitFound("enriched_documents", new JsonObject().put("_id", "from-ocr"), 1);

        JsonObject followed = new JsonObject().put("job_id", "ocr-7");
        String job =
                service.awaitFound("ocr_jobs", followed.copy().put("enrichment_error", none()), 1)
                        .get(0)
                        .getString("enrichment_job_id");
        assertThat(jobs("show", job, "--watch")).as("%s", err).isEqualTo(ExitCodes.OK);
        assertThat(jobs("create", "--ocr-job", "ocr-7")).as("%s", err).isEqualTo(ExitCodes.OK);
        JsonObject bad = service.find("ocr_jobs", new JsonObject().put("job_id", "ocr-bad")).get(0);
        assertThat(bad.getString("enrichment_error")).contains("documents");
    }

    @Test
    void a_dry_run_says_what_the_job_would_take_and_makes_nothing() {
        assertThat(jobs("create", letters(), "--dry-run", "--json")).isEqualTo(ExitCodes.OK);
        JsonObject asked = new JsonObject(shown());
        assertThat(run("estimate", letters(), "--json")).isEqualTo(ExitCodes.OK);

        assertThat(new JsonObject(shown())).isEqualTo(asked);
        assertThat(asked.getInteger("documents")).isEqualTo(2);
        assertThat(asked.getLong("modelCalls")).isZero();
        assertThat(service.find("enrichment_jobs", new JsonObject())).isEmpty();
    }

    @Test
    void a_port_that_is_taken_is_named_with_the_setting() {
        Settings taken =
                Settings.loader()
                        .override(
                                Map.of(
                                        "events.from",
                                        "nsq",
                                        "nsq.nsqd",
                                        "127.0.0.1:" + nsqd.port(),
                                        "store.uri",
                                        service.settings().store().uri(),
                                        "coordinator.port",
                                        Integer.toString(coordinator.port())))
                        .load();

        assertThatThrownBy(() -> Coordinator.start(taken, () -> false))
                .hasMessageContaining("set coordinator.port to a free port");
    }

    private static JsonObject none() {
        return new JsonObject().put("$exists", false);
    }

    private String letters() {
        return folder.resolve("letters").toString();
    }

    private void letter(String name, String text) throws IOException {
        Files.writeString(folder.resolve("letters").resolve(name), text);
    }

    /** A command that is told where the coordinator is. */
    private int jobs(String... arguments) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--url";
        all[arguments.length + 1] = "http://127.0.0.1:" + coordinator.port();
        return run(all);
    }

    private int run(String... arguments) {
        return new CommandLine(new JobsCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> {
                            err.write(failure.getMessage());
                            return ExitCodes.COULD_NOT_RUN;
                        })
                .execute(arguments);
    }

    private String shown() {
        return taken(out);
    }

    private String complaint() {
        return taken(err);
    }

    private static String taken(StringWriter from) {
        String all = from.toString();
        from.getBuffer().setLength(0);
        return all;
    }
}
