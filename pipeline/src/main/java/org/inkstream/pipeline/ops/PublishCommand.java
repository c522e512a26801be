package org.inkstream.pipeline.ops;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.inkstream.command.InkstreamCommand;
import org.inkstream.config.KafkaSettings;
import org.inkstream.pipeline.ingest.OcrEventDecoder;
import org.inkstream.pipeline.publish.kafka.EventProducer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes OCR-complete events from files. */
@Command(
        name = "publish",
        description = {
            "Publishes OCR-complete events for a running service.",
            "A .json file is one event or task and is sent as it is; any other file is the text"
                    + " of one letter, whose document id is the file's name without its ending."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream publish letter.txt --collection smith-papers",
            "  inkstream publish events/*.json --bootstrap-servers kafka:9092"
        })
public final class PublishCommand implements InkstreamCommand, Callable<Integer> {
    @Mixin private BrokerOption broker;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Events or letters.")
    private List<Path> files;

    @Option(
            names = "--collection",
            paramLabel = "ID",
            defaultValue = OcrEventDecoder.DEFAULT_COLLECTION,
            description = "What the letters in text files belong to (default: ${DEFAULT-VALUE}).")
    private String collection;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        KafkaSettings kafka = broker.load();
        try (EventProducer producer = EventProducer.open(kafka)) {
            Publishing publishing = new Publishing(spec.commandLine());
            String topic = kafka.topics().ocrCompleted();
            files.forEach(
                    file ->
                            publish(
                                    file,
                                    (key, event) -> producer.send(topic, key, event),
                                    publishing));
            return publishing.report("published");
        }
    }

    private void publish(
            Path file, BiFunction<String, byte[], Future<Void>> topic, Publishing publishing) {
        try {
            byte[] event = isJson(file) ? Files.readAllBytes(file) : eventOf(file);
            new OcrEventDecoder()
                    .decode(event, Map.of())
                    .match(
                            decoded -> {
                                String key = decoded.event().documentId();
                                publishing.await(file.toString(), topic.apply(key, event));
                                return true;
                            },
                            rejected -> {
                                publishing.refuse(file.toString(), rejected.reason());
                                return false;
                            });
        } catch (CharacterCodingException notText) {
            publishing.refuse(file.toString(), "it is not UTF-8 text");
        } catch (IOException unreadable) {
            publishing.refuse(
                    file.toString(),
                    Files.exists(file)
                            ? "it cannot be read: " + unreadable
                            : "there is no such file");
        }
    }

    private byte[] eventOf(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        String name = file.getFileName().toString();
        int ending = name.lastIndexOf('.');
        return new JsonObject()
                .put("documentId", ending > 0 ? name.substring(0, ending) : name)
                .put("collectionId", collection)
                .put("text", text)
                .put(
                        "file",
                        new JsonObject()
                                .put("name", name)
                                .put("path", file.toString())
                                .put("mediaType", "text/plain")
                                .put("bytes", bytes.length))
                .toBuffer()
                .getBytes();
    }

    private static boolean isJson(Path file) {
        return file.getFileName().toString().endsWith(".json");
    }
}
