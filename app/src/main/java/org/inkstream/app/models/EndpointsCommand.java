package org.inkstream.app.models;

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
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.inkstream.app.service.Addresses;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.InkstreamCommand;
import org.inkstream.command.SettingsOption;
import org.inkstream.config.GatewaySettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the endpoints of a running gateway have to do. */
@Command(
        name = "endpoints",
        description = {
            "Shows what each endpoint of a running gateway has to do, and how long its calls take:"
                    + " the time that the server works on one, by model and tool, as the scheduler"
                    + " has learned it.",
            "Of several servers of one endpoint (urls in the models file) also which are up, how many"
                    + " calls each was given, how many documents came to it because another server,"
                    + " which is preferred for them or had them already, had much more to do"
                    + " (escaped) or was down (taken over), and how many calls that waited for it it"
                    + " gave back, because it went down or another had nothing left to begin with.",
            "Of remote APIs also what is left of each of their limits, as they said last and less what"
                    + " was sent since.",
            "The gateway is the one at gateway.url, or else at gateway.port of this machine."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream endpoints",
            "  inkstream endpoints --set gateway.url=http://127.0.0.1:8003 --json"
        })
public final class EndpointsCommand implements InkstreamCommand, Callable<Integer> {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final String REPLICA = "replica";
    private static final String QUOTA = "quota";
    private static final JsonArray NONE = new JsonArray();

    @Mixin private SettingsOption settingsOption;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        JsonObject answer = new JsonObject(ask(url(settingsOption.load().gateway())));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(answer.encodePrettily());
        } else {
            print(out, answer.getJsonArray("endpoints"));
            // A gateway of an earlier version does not say it.
            objects(answer.getJsonArray("fused", NONE)).forEach(one -> printFused(out, one));
        }
        out.flush();
        return ExitCodes.OK;
    }

    private static String url(GatewaySettings gateway) {
        return gateway.url().isEmpty()
                ? "http://127.0.0.1:" + gateway.port()
                : gateway.url().replaceFirst("/$", "");
    }

    private static String ask(String url) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/endpoints")).timeout(LIMIT).build();
        try {
            HttpResponse<String> response =
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .connectTimeout(LIMIT)
                            .build()
                            .send(request, BodyHandlers.ofString());
            if (response.statusCode() != OK) {
                throw new IllegalStateException(
                        "the gateway answered with HTTP status " + response.statusCode());
            }
            return response.body();
        } catch (IOException unreachable) {
            throw new IllegalStateException(
                    "no gateway answers at "
                            + Addresses.withoutSecrets(url)
                            + "; start one with 'inkstream gateway'",
                    unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the gateway was not waited for", interrupted);
        }
    }

    private static void print(PrintWriter out, JsonArray endpoints) {
        List<JsonObject> all = objects(endpoints);
        out.printf("%-20s %8s %8s %8s%n", "endpoint", "limit", "running", "waiting");
        for (JsonObject one : all) {
            out.printf(
                    "%-20s %8d %8d %8d%n",
                    one.getString("name"),
                    one.getInteger("limit"),
                    one.getInteger("running"),
                    one.getInteger("waiting"));
        }
        if (all.stream().anyMatch(one -> one.containsKey(REPLICA))) {
            printReplicas(out, all);
        }
        if (all.stream().anyMatch(one -> one.containsKey(QUOTA))) {
            printQuota(out, all);
        }
        // A gateway of an earlier version does not say it.
        if (all.stream().anyMatch(one -> !one.getJsonArray("calls", NONE).isEmpty())) {
            printCalls(out, all);
        }
    }

    private static void printFused(PrintWriter out, JsonObject fused) {
        out.printf(
                "%n%s: %d calls served several tools, %d in all, of which %d were asked once more,"
                        + " alone%n",
                fused.getString("endpoint"),
                fused.getLong("calls"),
                fused.getLong("parts"),
                fused.getLong("alone"));
    }

    private static void printReplicas(PrintWriter out, List<JsonObject> endpoints) {
        String row = "%-20s %-5s %8s %8s %10s %10s%n";
        out.println();
        out.printf(row, "server", "state", "calls", "escaped", "taken over", "given back");
        for (JsonObject endpoint : endpoints) {
            JsonObject replica = endpoint.getJsonObject(REPLICA);
            if (replica != null) {
                out.printf(
                        row,
                        endpoint.getString("name"),
                        replica.getBoolean("up") ? "up" : "down",
                        replica.getLong("calls"),
                        replica.getLong("escaped"),
                        replica.getLong("takenOver"),
                        replica.getLong("givenBack"));
            }
        }
    }

    private static void printQuota(PrintWriter out, List<JsonObject> endpoints) {
        String row = "%-20s %-20s %12s %12s%n";
        out.println();
        out.printf(row, "endpoint", "counted", "limit", "left");
        for (JsonObject endpoint : endpoints) {
            JsonObject quota = endpoint.getJsonObject(QUOTA, new JsonObject());
            for (String counted : quota.fieldNames()) {
                JsonObject one = quota.getJsonObject(counted);
                out.printf(
                        row,
                        endpoint.getString("name"),
                        counted.replace('_', ' '),
                        one.getLong("limit"),
                        one.getLong("remaining"));
            }
        }
    }

    private static void printCalls(PrintWriter out, List<JsonObject> endpoints) {
        String row = "%-20s %-20s %-28s %8s %8s %8s %8s %8s%n";
        out.println();
        out.printf(
                row,
                "endpoint",
                "model",
                "tool",
                "answers",
                "mean ms",
                "p10 ms",
                "p90 ms",
                "tokens");
        for (JsonObject endpoint : endpoints) {
            for (JsonObject call : objects(endpoint.getJsonArray("calls", NONE))) {
                out.printf(
                        row,
                        endpoint.getString("name"),
                        call.getString("model"),
                        call.getString("tool"),
                        call.getLong("answers"),
                        call.getLong("meanMs"),
                        call.getLong("p10Ms"),
                        call.getLong("p90Ms"),
                        call.getLong("outputTokens"));
            }
        }
    }

    private static List<JsonObject> objects(JsonArray array) {
        return IntStream.range(0, array.size()).mapToObj(array::getJsonObject).toList();
    }
}
