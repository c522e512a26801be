package org.inkstream.pipeline.ops;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.InkstreamCommand;
import org.inkstream.config.KafkaSettings;
import org.inkstream.pipeline.publish.kafka.Topics;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What there is to do with topics. */
@Command(
        name = "topics",
        description = "Makes the Kafka topics.",
        subcommands = TopicsCommand.Create.class)
public final class TopicsCommand implements InkstreamCommand, Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to do: topics create");
    }

    /** Makes those that are missing. */
    @Command(
            name = "create",
            description = "Makes the topics of the settings that are missing; repeat it freely.")
    static final class Create implements Callable<Integer> {
        private static final Duration LIMIT = Duration.ofSeconds(20);

        @Mixin private BrokerOption broker;
        @Spec private CommandSpec spec;

        @Override
        public Integer call() {
            KafkaSettings kafka = broker.load();
            CommandLine command = spec.commandLine();
            PrintWriter out = command.getOut();
            for (Topics.Topic topic : new Topics(kafka).create(LIMIT)) {
                out.printf("%-8s %s%n", topic.created() ? "created" : "exists", topic.name());
            }
            out.flush();
            return ExitCodes.OK;
        }
    }
}
