package org.inkstream.app.service;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.InkstreamCommand;
import org.inkstream.pipeline.ops.BrokerOption;
import org.inkstream.pipeline.ops.Publishing;
import org.inkstream.pipeline.publish.kafka.DeadLetterHeaders;
import org.inkstream.pipeline.publish.kafka.DeadLetterLog.Buried;
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
        description = {
            "Lists, shows and replays records that could not be taken.",
            "Those of the topic where events go to Kafka (events.to), and otherwise those that the"
                    + " store keeps. A replay goes to where letters are read from (events.from)."
        },
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
        return json.put("bytes", letter.size());
    }

    private static String elsewhere(Buried letter) {
        return "its bytes are not in the store but at "
                + letter.header(DeadLetterHeaders.REFERENCE);
    }

    /** One line each. */
    @Command(
            name = "list",
            description =
                    "Lists the dead letters; of the store oldest first, of Kafka per partition.")
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
            try (Graveyard graveyard = Graveyard.of(broker)) {
                graveyard.forEach(
                        letter -> {
                            count.incrementAndGet();
                            print(out, letter);
                        });
            }
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

        @Parameters(paramLabel = "ID", description = "As 'dead-letters list' shows it.")
        private String id;

        @Spec private CommandSpec spec;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            try (Graveyard graveyard = Graveyard.of(broker)) {
                Buried letter = graveyard.find(List.of(id)).get(0);
                out.println(json(letter).encodePrettily());
                out.println();
                out.println(
                        graveyard
                                .whole(letter)
                                .map(whole -> new String(whole.value(), StandardCharsets.UTF_8))
                                .orElseGet(() -> elsewhere(letter)));
            }
            out.flush();
            return ExitCodes.OK;
        }
    }

    /** Back to where they came from. */
    @Command(
            name = "replay",
            description = {
                "Publishes dead letters again: on Kafka to their own topic, byte for byte; on NSQ"
                        + " their data, marked as replayed.",
                "The steps that had ended well are kept."
            })
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
            Publishing publishing = new Publishing(spec.commandLine());
            try (Graveyard graveyard = Graveyard.of(broker);
                    ThreadTimers clock = new ThreadTimers("inkstream-clock")) {
                // All are looked for before the first is published.
                List<Buried> wanted = all ? List.of() : graveyard.find(ids);
                Instant now = clock.now();
                try (Revival revival = new Revival(graveyard.settings())) {
                    Consumer<Buried> one =
                            letter -> replay(letter, graveyard, revival, now, publishing);
                    if (all) {
                        graveyard.forEach(one);
                    } else {
                        wanted.forEach(one);
                    }
                }
            }
            return publishing.report("replayed");
        }

        private static void replay(
                Buried letter,
                Graveyard graveyard,
                Revival revival,
                Instant now,
                Publishing publishing) {
            graveyard
                    .whole(letter)
                    .ifPresentOrElse(
                            whole -> publishing.await(letter.id(), revival.replay(whole, now)),
                            () -> publishing.refuse(letter.id(), elsewhere(letter)));
        }
    }
}
