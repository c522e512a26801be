package org.inkstream.app.service;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.InkstreamCommand;
import org.inkstream.config.KafkaSettings;
import org.inkstream.config.Settings;
import org.inkstream.pipeline.ops.BrokerOption;
import org.inkstream.pipeline.ops.Publishing;
import org.inkstream.pipeline.publish.kafka.DeadLetterHeaders;
import org.inkstream.pipeline.publish.kafka.DeadLetterLog;
import org.inkstream.pipeline.publish.kafka.DeadLetterLog.Buried;
import org.inkstream.pipeline.publish.kafka.EventProducer;
import org.inkstream.time.ThreadTimers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What there is to do with records that could not be taken. */
@Command(
        name = "dead-letters",
        description = "Lists, shows and replays records that could not be taken.",
        subcommands = {
            DeadLettersCommand.ListAll.class,
            DeadLettersCommand.Show.class,
            DeadLettersCommand.Replay.class
        })
public final class DeadLettersCommand implements InkstreamCommand, Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "say what to do: dead-letters list, show ID or replay ID");
    }

    private static JsonObject json(Buried letter) {
        JsonObject json = new JsonObject().put("id", letter.id()).put("key", letter.key());
        letter.headers().forEach(json::put);
        if (!letter.header(DeadLetterHeaders.HISTORY).isEmpty()) {
            json.put(
                    DeadLetterHeaders.HISTORY,
                    new JsonArray(letter.header(DeadLetterHeaders.HISTORY)));
        }
        return json.put("bytes", letter.value().length);
    }

    private static Buried find(KafkaSettings kafka, String id) {
        return new DeadLetterLog(kafka)
                .find(id)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no dead letter '"
                                                + id
                                                + "'; 'dead-letters list' shows those there are"));
    }

    /** One line each. */
    @Command(name = "list", description = "Lists the dead letters, oldest first per partition.")
    static final class ListAll implements Callable<Integer> {
        private static final String ROW = "%-10s %-28s %-13s %-24s %s%n";

        @Mixin private BrokerOption broker;

        @Option(names = "--json", description = "Prints one JSON object per line.")
        private boolean asJson;

        @Spec private CommandSpec spec;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            AtomicInteger count = new AtomicInteger();
            if (!asJson) {
                out.printf(ROW, "ID", "KEY", "CLASS", "AT", "REASON");
            }
            new DeadLetterLog(broker.load())
                    .forEach(
                            letter -> {
                                count.incrementAndGet();
                                print(out, letter);
                            });
            if (!asJson) {
                out.printf("%d dead letters%n", count.get());
            }
            out.flush();
            return ExitCodes.OK;
        }

        private void print(PrintWriter out, Buried letter) {
            if (asJson) {
                out.println(json(letter).encode());
                return;
            }
            out.printf(
                    ROW,
                    letter.id(),
                    letter.key(),
                    letter.header(DeadLetterHeaders.ERROR_CLASS),
                    letter.header(DeadLetterHeaders.TIMESTAMP),
                    letter.header(DeadLetterHeaders.REASON));
        }
    }

    /** All of one. */
    @Command(name = "show", description = "Shows one dead letter: its headers, then its bytes.")
    static final class Show implements Callable<Integer> {
        @Mixin private BrokerOption broker;

        @Parameters(paramLabel = "ID", description = "As 'dead-letters list' shows it, like 0-17.")
        private String id;

        @Spec private CommandSpec spec;

        @Override
        public Integer call() {
            Buried letter = find(broker.load(), id);
            PrintWriter out = spec.commandLine().getOut();
            out.println(json(letter).encodePrettily());
            out.println();
            out.println(new String(letter.value(), StandardCharsets.UTF_8));
            out.flush();
            return ExitCodes.OK;
        }
    }

    /** Back to where they came from. */
    @Command(
            name = "replay",
            description = "Publishes dead letters to their own topic again, byte for byte.")
    static final class Replay implements Callable<Integer> {
        @Mixin private BrokerOption broker;

        @Parameters(arity = "0..*", paramLabel = "ID", description = "Which ones.")
        private List<String> ids = List.of();

        @Option(names = "--all", description = "All of them.")
        private boolean all;

        @Spec private CommandSpec spec;

        @Override
        public Integer call() {
            if (all != ids.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(), "say which ones: either ids or --all");
            }
            Settings settings = broker.settings();
            KafkaSettings kafka = settings.kafka();
            ids.forEach(id -> find(kafka, id));
            try (EventProducer producer = EventProducer.open(kafka);
                    ThreadTimers clock = new ThreadTimers("inkstream-clock");
                    OmittedBytes omitted = new OmittedBytes(Reachable.of(settings))) {
                Publishing publishing = new Publishing(spec.commandLine());
                Instant now = clock.now();
                new DeadLetterLog(kafka)
                        .forEach(
                                letter -> {
                                    if (all || ids.contains(letter.id())) {
                                        whole(letter, omitted, publishing)
                                                .ifPresent(
                                                        whole ->
                                                                publishing.await(
                                                                        letter.id(),
                                                                        whole.replay(
                                                                                producer, now)));
                                    }
                                });
                return publishing.report("replayed");
            }
        }

        /** The letter with its bytes, wherever they are. */
        private static Optional<Buried> whole(
                Buried letter, OmittedBytes omitted, Publishing publishing) {
            if (letter.isWhole()) {
                return Optional.of(letter);
            }
            String reference = letter.header(DeadLetterHeaders.REFERENCE);
            byte[] bytes = omitted.read(reference);
            if (bytes.length > 0) {
                return Optional.of(letter.with(bytes));
            }
            publishing.refuse(letter.id(), "its bytes are not in the store but at " + reference);
            return Optional.empty();
        }
    }
}
