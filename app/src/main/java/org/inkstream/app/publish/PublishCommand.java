package org.inkstream.app.publish;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.inkstream.app.enrich.LetterSearch;
import org.inkstream.command.InkstreamCommand;
import org.inkstream.config.KafkaSettings;
import org.inkstream.config.NsqSettings;
import org.inkstream.config.Settings;
import org.inkstream.pipeline.ops.BrokerOption;
import org.inkstream.pipeline.ops.NsqPublisher;
import org.inkstream.pipeline.ops.Publishing;
import org.inkstream.pipeline.publish.kafka.EventProducer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes OCR-complete events from files and folders. */
@Command(
        name = "publish",
        description = {
            "Publishes OCR-complete events for a running service.",
            "Files and folders are read as 'enrich' reads them: a .json file is one event or task"
                    + " and is sent as it is, a .txt file is the text of one letter, whose id is its"
                    + " path below the folder that you name, without the ending."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream publish letters/ --collection smith-papers",
            "  inkstream publish letter.txt --urgent --set kafka.urgentTopic=ocr.urgent",
            "  inkstream publish events/*.json --bootstrap-servers kafka:9092",
            "  inkstream publish letter.txt --to nsq --set nsq.nsqd=127.0.0.1:4150"
        })
public final class PublishCommand implements InkstreamCommand, Callable<Integer> {
    @Mixin private BrokerOption broker;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Events, letters, or folders of them.")
    private List<Path> files;

    @Option(
            names = "--collection",
            paramLabel = "ID",
            defaultValue = "",
            description =
                    "What the letters in text files belong to (default: the name of their folder).")
    private String collection;

    @Spec private CommandSpec spec;

    @Option(
            names = "--to",
            paramLabel = "BROKER",
            defaultValue = "",
            description =
                    "kafka or nsq; without it the one that the settings read letters from"
                            + " (events.from), and kafka where they read from both.")
    private String to;

    @Option(
            names = "--urgent",
            description =
                    "To kafka.urgentTopic, or to the topic of nsq.urgentSubscriptions, so that the"
                            + " letters wait behind no backlog.")
    private boolean urgent;

    @Override
    public Integer call() {
        Settings settings = broker.given();
        if (!List.of("", "kafka", "nsq").contains(to)) {
            throw new ParameterException(
                    spec.commandLine(), "--to must be kafka or nsq, got '" + to + "'");
        }
        boolean nsq = to.isEmpty() ? !settings.events().from().kafka() : to.equals("nsq");
        return nsq ? toNsq(settings.nsq()) : toKafka();
    }

    private int toKafka() {
        KafkaSettings kafka = broker.load();
        if (urgent && kafka.urgentTopic().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--urgent: which topic? set kafka.urgentTopic, as for the workers that read it");
        }
        try (EventProducer producer = EventProducer.open(kafka)) {
            String topic = urgent ? kafka.urgentTopic() : kafka.topics().ocrCompleted();
            return publishAll((key, event) -> producer.send(topic, key, event));
        }
    }

    private int toNsq(NsqSettings nsq) {
        if (nsq.nsqd().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "which nsqd? set nsq.nsqd, as HOST:PORT");
        }
        try (NsqPublisher publisher = new NsqPublisher(nsq)) {
            String topic = urgent ? urgentTopic(nsq) : nsq.topics().ocrCompleted();
            return publishAll((key, event) -> publisher.send(topic, event));
        }
    }

    private String urgentTopic(NsqSettings nsq) {
        if (nsq.urgentTopic().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--urgent: which topic? set nsq.urgentSubscriptions, as for the workers that"
                            + " read it");
        }
        return nsq.urgentTopic();
    }

    private int publishAll(BiFunction<String, byte[], Future<Void>> topic) {
        Publishing publishing = new Publishing(spec.commandLine());
        LetterSearch.in(
                files,
                collection,
                letter ->
                        publishing.await(
                                letter.documentId(),
                                topic.apply(letter.documentId(), letter.value())),
                publishing::refuse);
        return publishing.report("published");
    }
}
