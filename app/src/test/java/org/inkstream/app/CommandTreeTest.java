package org.inkstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.InkstreamCommand;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class CommandTreeTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void the_exit_code_of_a_command_is_the_exit_code_of_the_process() {
        int code = run("copy", "--code", "2");

        assertThat(code).isEqualTo(ExitCodes.SOME_FAILED);
    }

    @Test
    void a_command_that_is_misspelt_is_answered_with_the_right_one() {
        int code = run("cpoy");

        assertThat(code).isEqualTo(ExitCodes.COULD_NOT_RUN);
        assertThat(err.toString()).contains("cpoy").contains("inkstream copy").contains("--help");
    }

    @Test
    void a_bad_argument_is_never_taken_for_some_items_failed() {
        int code = run("copy", "--code", "many");

        assertThat(code).isEqualTo(ExitCodes.COULD_NOT_RUN);
        assertThat(err.toString()).contains("many").contains("inkstream copy --help");
    }

    @Test
    void no_command_at_all_says_that_one_is_missing() {
        int code = run();

        assertThat(code).isEqualTo(ExitCodes.COULD_NOT_RUN);
        assertThat(err.toString()).contains("a command is missing");
    }

    @Test
    void an_exception_becomes_one_line() {
        int code = run("fail");

        assertThat(code).isEqualTo(ExitCodes.COULD_NOT_RUN);
        assertThat(err.toString()).isEqualToIgnoringNewLines("inkstream: there is no file a.yaml");
    }

    @Test
    void verbose_adds_the_stack_trace_wherever_it_stands() {
        run("fail", "--verbose");
        String after = err.toString();
        err.getBuffer().setLength(0);
        run("--verbose", "fail");

        assertThat(after).contains("at org.inkstream.app.CommandTreeTest");
        assertThat(err.toString()).contains("at org.inkstream.app.CommandTreeTest");
    }

    @Test
    void every_command_has_help_and_version_without_asking_for_them() {
        int help = run("copy", "--help");
        int version = run("copy", "--version");

        assertThat(help).isZero();
        assertThat(version).isZero();
        assertThat(out.toString()).contains("Usage: inkstream copy").contains("inkstream 0.");
    }

    @Test
    void the_version_is_the_one_of_the_build() {
        assertThat(BuildVersion.number()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    }

    private int run(String... args) {
        CommandLine tree = CommandTree.of(List.of(new Fail(), new Copy()));
        tree.setOut(new PrintWriter(out, true));
        tree.setErr(new PrintWriter(err, true));
        return tree.execute(args);
    }

    @Command(name = "copy", description = "Ends as told.")
    static final class Copy implements InkstreamCommand, Callable<Integer> {
        @Option(names = "--code")
        private int code;

        @Override
        public Integer call() {
            return code;
        }
    }

    @Command(name = "fail", description = "Always fails.")
    static final class Fail implements InkstreamCommand, Callable<Integer> {
        @Override
        public Integer call() {
            throw new CompletionException(new NoSuchFileException("a.yaml"));
        }
    }
}
