package org.inkstream.loadtest.scenarios.gpu;

import java.io.IOException;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures what a paid API is asked and what that costs. */
@Command(
        name = "api",
        description = {
            "Sends letters through Kafka, a worker and its gateway to a simulated Claude whose"
                    + " limits by the minute are smaller than what is asked, and the same letters in"
                    + " order of arrival.",
            "Tells how much of its limits was used, how much of what was asked it had to refuse,"
                    + " and what a letter costs.",
            "Ends with 0 if all thresholds are reached, with 2 otherwise."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream loadtest api --json api.json --html api.html",
            "  inkstream loadtest api --runs 1 --documents 24   a first impression"
        })
public final class ApiCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private GoalOptions options;

    @Override
    public Integer call() throws IOException {
        return options.measure(spec.commandLine(), EnumSet.of(Goal.API), Paged.CARD);
    }
}
