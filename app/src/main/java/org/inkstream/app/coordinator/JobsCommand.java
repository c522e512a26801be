package org.inkstream.app.coordinator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.InkstreamCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What there is to do with jobs of many letters. */
@Command(
        name = "jobs",
        description = "Lists, shows, creates, cancels and resumes jobs of many letters.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream jobs estimate letters/",
            "  inkstream jobs create letters/ --id spring-1862 --budget 20 --watch",
            "  inkstream jobs list --status running",
            "  inkstream jobs show spring-1862 --watch",
            "  inkstream jobs cancel spring-1862",
            "  inkstream jobs resume spring-1862 --errors"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; with --watch: every letter of the job is enriched",
            "1:no coordinator answers, or it refused",
            "2:files hold no letter; with --watch: letters ended in error, or the job was"
                    + " cancelled"
        },
        subcommands = {
            JobsCommand.ListAll.class,
            JobsCommand.Show.class,
            JobsCommand.Cancel.class,
            JobsCommand.Resume.class,
            CreateJob.class,
            EstimateJob.class
        })
public final class JobsCommand implements InkstreamCommand, Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to do: jobs list, show ID, create FILES, estimate FILES, cancel ID or"
                        + " resume ID");
    }

    /** One line each. */
    @Command(name = "list", description = "Lists jobs, newest first.")
    static final class ListAll implements Callable<Integer> {
        @Mixin private CoordinatorOption coordinator;

        @Option(names = "--status", paramLabel = "STATUS", description = "Only those that are so.")
        private String status = "";

        @Option(names = "--page", paramLabel = "N", description = "Which page, from 0.")
        private int page;

        @Spec private CommandSpec spec;

        @Override
        public Integer call() {
            String filter = status.isEmpty() ? "" : "&status=" + CoordinatorOption.encoded(status);
            JsonObject found = coordinator.client().get("/jobs?page=" + page + filter);
            PrintWriter out = spec.commandLine().getOut();
            if (coordinator.asJson()) {
                out.println(found.encodePrettily());
            } else {
                JsonArray jobs = found.getJsonArray("jobs");
                jobs.forEach(job -> out.println(JobLines.of((JsonObject) job)));
                out.printf(
                        "%d %s%s%n",
                        jobs.size(),
                        jobs.size() == 1 ? "job" : "jobs",
                        found.getBoolean("more") ? ", and more" : "");
            }
            out.flush();
            return ExitCodes.OK;
        }
    }

    /** All of one. */
    @Command(name = "show", description = "Shows one job, and which of its letters failed.")
    static final class Show implements Callable<Integer> {
        @Mixin private CoordinatorOption coordinator;
        @Mixin private WatchOption watch;

        @Parameters(paramLabel = "ID", description = "The job.")
        private String id;

        @Spec private CommandSpec spec;

        @Override
        public Integer call() {
            return watch.end(coordinator, coordinator.client().get(coordinator.path(id)), spec);
        }
    }

    /** Stops spending. */
    @Command(
            name = "cancel",
            description = "Cancels a job: no call is begun for its letters any more.")
    static final class Cancel implements Callable<Integer> {
        @Mixin private CoordinatorOption coordinator;

        @Parameters(paramLabel = "ID", description = "The job.")
        private String id;

        @Spec private CommandSpec spec;

        @Override
        public Integer call() {
            JsonObject job =
                    coordinator.client().post(coordinator.path(id) + "/cancel", new JsonObject());
            return coordinator.print(job, spec);
        }
    }

    /** Goes on. */
    @Command(
            name = "resume",
            description =
                    "Goes on with a job that was cancelled; what was paid for is not paid again.")
    static final class Resume implements Callable<Integer> {
        @Mixin private CoordinatorOption coordinator;
        @Mixin private WatchOption watch;

        @Parameters(paramLabel = "ID", description = "The job.")
        private String id;

        @Option(
                names = "--errors",
                description = "Try letters that ended in error again; also of a finished job.")
        private boolean errors;

        @Spec private CommandSpec spec;

        @Override
        public Integer call() {
            String path = coordinator.path(id) + "/resume" + (errors ? "?errors=true" : "");
            JsonObject job = coordinator.client().post(path, new JsonObject());
            return watch.end(coordinator, job, spec);
        }
    }
}
