package org.inkstream.agents.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.inkstream.command.ExitCodes;
import org.inkstream.loadtest.peers.ScriptedAgent;
import org.inkstream.loadtest.peers.ScriptedReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CallCommandTest {
    private static final String TOOL = "extract_document_type";

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void a_built_in_tool_answers_with_its_result_and_free_usage() throws IOException {
        int code = call(TOOL, "--arg", "text=@" + letter(), "--json");

        JsonObject report = new JsonObject(out.toString());
        assertThat(code).isEqualTo(ExitCodes.OK);
        assertThat(report.getString("outcome")).isEqualTo("answered");
        assertThat(report.getJsonObject("result").getString("document_type")).isEqualTo("letter");
        assertThat(report.getJsonArray("usage").getJsonObject(0).getString("provider"))
                .isEqualTo("rules");
    }

    @Test
    void an_agent_elsewhere_answers_for_people() throws IOException {
        ScriptedAgent agent = ScriptedAgent.start(vertx).await();

        int code = call(TOOL, "--arg", "text=@" + letter(), "--agent", agent.url());

        assertThat(code).isEqualTo(ExitCodes.OK);
        assertThat(out.toString()).contains("answered in", "attempts: 1", "\"document_type\"");
    }

    @Test
    void the_agent_that_the_settings_name_is_asked_and_once_if_told_so() throws IOException {
        ScriptedAgent agent =
                ScriptedAgent.start(vertx).await().then(TOOL, ScriptedReply.status(503));

        int code =
                call(
                        TOOL,
                        "--arg",
                        "text=@" + letter(),
                        "--once",
                        "--set",
                        "agents.url=" + agent.url());

        assertThat(code).isEqualTo(ExitCodes.SOME_FAILED);
        assertThat(out.toString()).contains("attempts: 1", "overloaded: ");
        assertThat(agent.requests()).hasSize(1);
    }

    @Test
    void a_failure_is_told_with_its_class_and_another_exit_code() throws IOException {
        ScriptedAgent agent =
                ScriptedAgent.start(vertx).await().then(TOOL, ScriptedReply.status(401));

        int code = call(TOOL, "--arg", "text=@" + letter(), "--agent", agent.url());

        assertThat(code).isEqualTo(ExitCodes.SOME_FAILED);
        assertThat(out.toString()).contains("failed in", "authentication: ");
    }

    @Test
    void an_unknown_tool_is_answered_with_those_there_are() {
        int code = call("extract_peple");

        assertThat(code).isNotEqualTo(ExitCodes.OK);
        assertThat(err.toString()).contains("'extract_peple'", "extract_people");
    }

    @Test
    void mistakes_are_told_with_what_to_do() {
        assertThat(call(TOOL, "--arg", "text=@no-such-file.txt")).isNotEqualTo(ExitCodes.OK);
        assertThat(call(TOOL, "--arg", "txt=x")).isNotEqualTo(ExitCodes.OK);
        assertThat(call(TOOL, "--arg", "ocr_confidence=high")).isNotEqualTo(ExitCodes.OK);
        assertThat(call(TOOL, "--arg", "text=x", "--agent", "localhost"))
                .isNotEqualTo(ExitCodes.OK);

        assertThat(err.toString())
                .contains("there is no file 'no-such-file.txt'")
                .contains("no argument 'txt'; it takes [text")
                .contains("ocr_confidence must be JSON of type number")
                .contains("write it as http://HOST:PORT/PATH");
    }

    private int call(String... arguments) {
        return new CommandLine(new CallCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private Path letter() throws IOException {
        return Files.writeString(
                folder.resolve("letter.txt"),
                "Dublin, 3rd May 1871\n\nDear Sir,\n\nI received your letter.\n\nYours truly,\nJ. Byrne\n");
    }
}
