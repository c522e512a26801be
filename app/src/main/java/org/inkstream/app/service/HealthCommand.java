package org.inkstream.app.service;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.InkstreamCommand;
import org.inkstream.command.SettingsOption;
import org.inkstream.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether a process of this machine takes work; what a container is asked by. */
@Command(
        name = "health",
        description = {
            "Asks a process of this machine whether it takes work; made for containers, which need no"
                    + " curl then.",
            "The port is the one of its role in the settings; --url asks any other one."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream health",
            "  inkstream health hub",
            "  inkstream health --url http://127.0.0.1:8004 --json"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it takes work",
            "1:it does not, or nothing answers, or the arguments are wrong"
        })
public final class HealthCommand implements InkstreamCommand, Callable<Integer> {
    private static final String READY = "/health/ready";
    private static final Duration LIMIT = Duration.ofSeconds(4);
    private static final int OK = 200;
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "[::]");

    @Parameters(
            arity = "0..1",
            paramLabel = "ROLE",
            defaultValue = "worker",
            description =
                    "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, which 'run' is as well).")
    private Role role = Role.worker;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Ask here, such as http://127.0.0.1:8002; " + READY + " is added.")
    private String url = "";

    @Option(names = "--json", description = "Print the answer as it came.")
    private boolean json;

    @Mixin private SettingsOption settingsOption;
    @Spec private CommandSpec spec;

    /** What a process is for, by the name of its command. */
    enum Role {
        worker(settings -> address(settings.http().host(), settings.http().port())),
        coordinator(
                settings -> address(settings.coordinator().host(), settings.coordinator().port())),
        hub(settings -> address(settings.hub().host(), settings.hub().port())),
        gateway(settings -> address(settings.http().host(), settings.http().gatewayPort()));

        // Holds nothing: each is a function of its argument alone.
        @SuppressWarnings("ImmutableEnumChecker")
        private final Function<Settings, String> where;

        Role(Function<Settings, String> where) {
            this.where = where;
        }
    }

    @Override
    public Integer call() {
        // With a URL, no setting matters, and none that is wrong may stand in the way.
        URI page = page(url.isEmpty() ? role.where.apply(settingsOption.load()) : url);
        HttpResponse<String> answer = ask(page);
        boolean ready = answer.statusCode() == OK;
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(answer.body());
        } else {
            out.println(ready ? "ready" : "not ready: " + why(answer));
        }
        out.flush();
        return ready ? ExitCodes.OK : ExitCodes.COULD_NOT_RUN;
    }

    /** A process that listens everywhere is asked on loopback. */
    private static String address(String host, int port) {
        String asked = EVERYWHERE.contains(host) ? "127.0.0.1" : host;
        return "http://"
                + (asked.contains(":") && !asked.startsWith("[") ? "[" + asked + "]" : asked)
                + ":"
                + port;
    }

    private URI page(String base) {
        try {
            URI page = URI.create(base.replaceFirst("/+$", "") + READY);
            if (page.getHost() != null && String.valueOf(page.getScheme()).matches("https?")) {
                return page;
            }
        } catch (IllegalArgumentException noUri) {
            throw bad(base);
        }
        throw bad(base);
    }

    private ParameterException bad(String base) {
        return new ParameterException(
                spec.commandLine(),
                "'" + base + "' is not an address; write it as http://127.0.0.1:8002");
    }

    private static HttpResponse<String> ask(URI page) {
        try {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(LIMIT)
                    .build()
                    .send(
                            HttpRequest.newBuilder(page).timeout(LIMIT).build(),
                            BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw new IllegalStateException(
                    "nothing answers at " + Addresses.withoutSecrets(page.toString()), unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the answer was not waited for", interrupted);
        }
    }

    /** What is not as it should be; the gateway's short answer names its status alone. */
    private static String why(HttpResponse<String> answer) {
        try {
            JsonObject body = new JsonObject(answer.body());
            JsonArray checks = body.getJsonArray("checks", new JsonArray());
            List<String> down =
                    IntStream.range(0, checks.size())
                            .mapToObj(checks::getJsonObject)
                            .filter(check -> !"UP".equals(check.getString("status")))
                            .map(check -> check.getString("name") + " " + check.getString("detail"))
                            .toList();
            return down.isEmpty()
                    ? body.getString("status", "no status").toLowerCase(Locale.ROOT)
                    : String.join("; ", down);
        } catch (DecodeException | ClassCastException noHealth) {
            return "HTTP status " + answer.statusCode();
        }
    }
}
