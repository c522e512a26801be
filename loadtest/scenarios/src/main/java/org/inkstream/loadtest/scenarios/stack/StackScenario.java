package org.inkstream.loadtest.scenarios.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.inkstream.loadtest.scenarios.recovery.Claim;

/**
 * Brings the stack of {@code docker/compose.yml} up as processes, lets it enrich the sample
 * letters, takes an agent away and gives it back, and asks everything that rules and dashboards
 * ask.
 *
 * @param factor by which waits of Prometheus and Alertmanager are shorter, see {@link Haste}
 */
record StackScenario(Checkout checkout, int factor) {
    static final String VICTIM = "content-agent";
    static final String ALERT = "AgentUnavailable";

    private static final String PROFILES = "COMPOSE_PROFILES";
    private static final Duration UP = Duration.ofMinutes(4);
    private static final Duration SECRETS = Duration.ofSeconds(30);

    /**
     * Blocks until it is over.
     *
     * @param progress hears what happens, for people
     */
    StackResult play(Consumer<String> progress) {
        Workplace work = Workplace.begin();
        Interpolation variables = Interpolation.ofEnvFile(text(checkout.env()));
        ComposeFile compose = ComposeFile.read(checkout.compose(), variables);
        List<ComposeService> services =
                compose.running(
                        Set.of(variables.variables().getOrDefault(PROFILES, "").split(",")));
        Replacements replacements = Replacements.packaged();
        Places places = Places.of(services, work.folder().resolve("containers"));
        try (Receiver receiver = Receiver.start()) {
            Path secrets = secrets(work, receiver.url());
            MonitoringHere monitoring =
                    new MonitoringHere(places, new Haste(factor), receiver.url());
            Layout layout = new Layout(compose, secrets, places, monitoring);
            StackResult result = new StackResult(replacements, work.folder());
            try (Stack stack = new Stack(places, layout, replacements, work.logs(), progress)) {
                long begun = System.nanoTime();
                stack.up(UP);
                result.came(services.size(), Duration.ofNanos(System.nanoTime() - begun));
                work(stack, receiver, secrets, result, progress);
            }
            if (result.holds()) {
                work.delete();
            }
            return result;
        }
    }

    private void work(
            Stack stack,
            Receiver receiver,
            Path secrets,
            StackResult result,
            Consumer<String> progress) {
        Letters letters = new Letters(stack);
        result.add(letters.samples(checkout.samples()));
        progress.accept("the samples are enriched");
        Map<String, String> token =
                Map.of("Authorization", "Bearer " + text(secrets.resolve("agent_token")));
        result.add(
                letters.agents(
                        new Asking(stack.places().first("mcp-server").address(3_000), token)));
        Watch watch = new Watch(stack, receiver);
        result.add(watch.targets());
        Outage outage = new Outage(stack, watch, letters, progress);
        result.add(outage.play(ALERT, VICTIM));
        result.add(letters.workers());
        List<String> ill = stack.ill();
        result.add(new Claim(ill.isEmpty(), "in the end every health check is good" + named(ill)));
        result.answered(
                Answers.of(
                        Query.all(checkout.docker()),
                        Answers.Reasons.packaged(),
                        query -> watch.prometheus().query(query).size()));
        stack.requireAlive();
    }

    private static String named(List<String> ill) {
        return ill.isEmpty() ? "" : ", but not " + String.join(", ", ill);
    }

    /** As {@code docker/up} makes them, with the receiver as Slack. */
    private Path secrets(Workplace work, URI receiver) {
        Path secrets = work.folder().resolve("secrets");
        Program script =
                Program.start(
                        "secrets.sh",
                        List.of(
                                checkout.docker().resolve("secrets.sh").toString(),
                                "--out",
                                secrets.toString()),
                        Map.of(),
                        work.folder(),
                        work.logs().resolve("secrets.log"));
        if (!script.succeedsWithin(SECRETS)) {
            throw new IllegalStateException("secrets.sh: " + script.lastLines());
        }
        try {
            Files.writeString(
                    secrets.resolve("slack_api_url"), receiver.resolve("/slack").toString());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write a secret", failure);
        }
        return secrets;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }
}
