package org.inkstream.app.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.command.ExitCodes;
import org.inkstream.config.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EnrichCommandTest {
    @TempDir private Path folder;

    private final ScriptedRun service = new ScriptedRun(new ArrayList<>(), 10);
    private final List<Settings> opened = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void two_letters() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "Dear Anna,");
        Files.writeString(folder.resolve("b.txt"), "Dear Ben,");
    }

    @Test
    void all_enriched_is_0_and_some_failed_is_2() {
        assertThat(enrich()).isEqualTo(ExitCodes.OK);

        service.buries.put("b", "no agent could read it");
        service.topics.clear();

        assertThat(enrich()).isEqualTo(ExitCodes.SOME_FAILED);
        assertThat(out.toString()).contains("failed: b - no agent could read it");
    }

    @Test
    void nothing_to_do_is_an_error_and_starts_nothing() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));

        assertThat(execute(empty.toString(), "--out", folder.resolve("out").toString()))
                .isEqualTo(ExitCodes.COULD_NOT_RUN);
        assertThat(opened).isEmpty();
    }

    @Test
    void the_summary_can_be_had_as_json() {
        enrich("--json");

        JsonObject summary = new JsonObject(out.toString());
        assertThat(summary.getInteger("enriched")).isEqualTo(2);
        assertThat(summary.getJsonArray("letters")).hasSize(2);
    }

    @Test
    void broker_and_store_are_private_to_the_folder_whatever_the_settings_say() {
        enrich(
                "--set",
                "kafka.bootstrapServers=elsewhere:9092",
                "--agent",
                "http://127.0.0.1:3000/mcp");

        Settings settings = opened.get(0);
        assertThat(settings.kafka().bootstrapServers()).isEmpty();
        assertThat(settings.store().uri()).isEmpty();
        assertThat(settings.instance().stateFolder())
                .isEqualTo(folder.resolve("out").resolve(".inkstream"));
        assertThat(settings.agents().url()).isEqualTo("http://127.0.0.1:3000/mcp");
    }

    private int enrich(String... more) {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of(folder.toString(), "--out", folder.resolve("out").toString()));
        return execute(arguments.toArray(String[]::new));
    }

    private int execute(String... arguments) {
        return new CommandLine(new EnrichCommand(this::open))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private EnrichmentRun open(Settings settings) {
        opened.add(settings);
        return service;
    }
}
