package org.inkstream.app.coordinator;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.SettingsOption;
import org.inkstream.config.CoordinatorSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Which coordinator a command asks, and how it shows what it hears. */
final class CoordinatorOption {
    @Mixin private SettingsOption settingsOption;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The coordinator (default: coordinator.host and coordinator.port of the"
                            + " settings).")
    private String url = "";

    @Option(names = "--json", description = "Print JSON instead of lines.")
    private boolean asJson;

    boolean asJson() {
        return asJson;
    }

    JobsClient client() {
        if (!url.isEmpty()) {
            return new JobsClient(url);
        }
        CoordinatorSettings settings = settingsOption.load().coordinator();
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return new JobsClient("http://" + host + ":" + settings.port());
    }

    String path(String jobId) {
        return "/jobs/" + encoded(jobId);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    int print(JsonObject job, CommandSpec spec) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(asJson ? job.encodePrettily() : JobLines.of(job));
        out.flush();
        return ExitCodes.OK;
    }
}
