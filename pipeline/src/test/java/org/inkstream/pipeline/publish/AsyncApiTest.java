package org.inkstream.pipeline.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.config.Settings;
import org.inkstream.config.TopicNames;
import org.inkstream.pipeline.jobs.TaskTopics;
import org.inkstream.pipeline.publish.nsq.NsqDeadLetters;
import org.inkstream.yaml.YamlText;
import org.junit.jupiter.api.Test;

/** The page that describes our topics and events says what the code does, and nothing else. */
class AsyncApiTest {
    private static final Path DOCS = Path.of("../docs");
    private static final Path SCHEMAS = Path.of("src/main/resources/org/inkstream/events");

    /** Topics that there are only where the settings name them. */
    private static final Map<String, String> URGENT =
            Map.of(
                    "kafka.urgentTopic", "urgent.on.kafka",
                    "nsq.urgentSubscriptions", "urgent.on.nsq/inkstream");

    private final Settings settings = Settings.defaults();
    private final JsonObject page = page();

    @Test
    void every_event_type_is_described_and_none_that_there_is_not() {
        Stream<String> announced =
                Arrays.stream(EventType.values()).map(EventType::cloudEventsType);
        Stream<String> others =
                Stream.of(
                        NsqDeadLetters.TYPE,
                        "org.inkstream.ocr.completed.v1",
                        "dead letter",
                        "older task");

        assertThat(messages())
                .extracting(message -> message.getString("name"))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(announced, others).toList());
    }

    @Test
    void the_channels_are_the_topics_of_the_settings_on_either_broker() {
        TopicNames onKafka = settings.kafka().topics();
        TopicNames onNsq = settings.nsq().topics();

        assertThat(addressesOn("kafka", Map.of()))
                .containsExactlyElementsOf(all(onKafka.written(), onKafka.ocrCompleted()));
        assertThat(addressesOn("nsq", Map.of()))
                .containsExactlyElementsOf(
                        all(
                                onNsq.written(),
                                onNsq.ocrCompleted(),
                                settings.coordinator().nsqTopic()));
    }

    @Test
    void the_topics_of_urgent_letters_are_channels_wherever_the_settings_name_them() {
        Settings urgent = Settings.loader().override(URGENT).load();
        TopicNames onNsq = urgent.nsq().topics();

        assertThat(addressesOn("kafka", URGENT))
                .containsExactlyElementsOf(
                        all(
                                urgent.kafka().topics().written(),
                                urgent.kafka().topics().ocrCompleted(),
                                urgent.kafka().urgentTopic()));
        assertThat(addressesOn("nsq", URGENT))
                .containsExactlyElementsOf(
                        all(
                                onNsq.written(),
                                onNsq.ocrCompleted(),
                                urgent.coordinator().nsqTopic(),
                                urgent.nsq().urgentTopic()));
    }

    @Test
    void what_may_come_by_a_usual_topic_may_come_by_an_urgent_one() {
        assertThat(messagesOf("urgentOcrCompleted")).isEqualTo(messagesOf("ocrCompleted"));
        assertThat(messagesOf("urgentOnNsq")).isEqualTo(messagesOf("enrichment"));
    }

    @Test
    void tasks_of_jobs_are_sent_to_every_channel_that_a_coordinator_sends_them_to() {
        Set<String> sentTo =
                members(page.getJsonObject("operations"))
                        .filter(operation -> "send".equals(operation.getString("action")))
                        .map(operation -> operation.getJsonObject("channel").getString("$ref"))
                        .map(
                                reference ->
                                        page.getJsonObject("channels")
                                                .getJsonObject(last(reference)))
                        .flatMap(channel -> addressOf(channel, URGENT).stream())
                        .collect(Collectors.toSet());

        for (String from : List.of("kafka", "nsq")) {
            Map<String, String> given = new HashMap<>(URGENT);
            given.put("events.from", from);
            given.put("nsq.nsqd", "127.0.0.1:4150");
            TaskTopics topics = TaskTopics.of(Settings.loader().override(given).load());
            assertThat(sentTo).contains(topics.usual(), topics.urgent());
        }
    }

    @Test
    void each_event_goes_to_the_channel_that_says_so() {
        TopicNames topics = settings.kafka().topics();

        for (EventType type : EventType.values()) {
            assertThat(addressesWith(type.cloudEventsType())).containsExactly(type.topicIn(topics));
        }
        assertThat(addressesWith(NsqDeadLetters.TYPE))
                .containsExactly(settings.nsq().topics().deadLetters());
    }

    @Test
    void what_is_read_from_nsq_is_subscribed_to_by_the_channels_of_the_settings() {
        List<String> subscribed =
                channels()
                        .filter(channel -> channel.containsKey("x-nsq"))
                        .map(
                                channel ->
                                        channel.getString("address")
                                                + "/"
                                                + channel.getJsonObject("x-nsq")
                                                        .getString("channel"))
                        .toList();

        assertThat(subscribed).containsExactlyInAnyOrderElementsOf(settings.nsq().subscriptions());
    }

    @Test
    void every_channel_is_used_and_every_schema_referred_to() throws IOException {
        Set<String> used =
                members(page.getJsonObject("operations"))
                        .map(one -> one.getJsonObject("channel").getString("$ref"))
                        .map(AsyncApiTest::last)
                        .collect(Collectors.toSet());
        assertThat(used).isEqualTo(page.getJsonObject("channels").fieldNames());

        String text = Files.readString(DOCS.resolve("asyncapi.yaml"));
        try (Stream<Path> schemas = Files.list(SCHEMAS)) {
            assertThat(schemas.map(file -> file.getFileName().toString()))
                    .allSatisfy(name -> assertThat(text).contains("events/" + name + "'"));
        }
    }

    @Test
    void a_dead_letter_may_have_every_error_class() throws IOException {
        JsonObject schema =
                new JsonObject(Files.readString(SCHEMAS.resolve("letter.dead.v1.json")));

        assertThat(
                        schema.getJsonObject("properties")
                                .getJsonObject("errorClass")
                                .getJsonArray("enum"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ErrorClass.values()).map(ErrorClass::wireName).toList());
    }

    private static Set<String> all(List<String> some, String... more) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(List.of(more));
        return all;
    }

    /**
     * @param given settings, for channels whose address has a parameter; of those that are not
     *     given there is no channel
     */
    private Set<String> addressesOn(String server, Map<String, String> given) {
        return channels()
                .filter(
                        channel ->
                                channel.getJsonArray("servers").stream()
                                        .map(one -> last(((JsonObject) one).getString("$ref")))
                                        .anyMatch(server::equals))
                .flatMap(channel -> addressOf(channel, given).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<String> addressOf(JsonObject channel, Map<String, String> given) {
        JsonObject parameters = channel.getJsonObject("parameters", new JsonObject());
        String address = channel.getString("address");
        for (String name : parameters.fieldNames()) {
            String key = parameters.getJsonObject(name).getString("x-setting");
            if (!given.containsKey(key)) {
                return Optional.empty();
            }
            address = address.replace("{" + name + "}", given.get(key).replaceFirst("/.*", ""));
        }
        return Optional.of(address);
    }

    private Set<String> messagesOf(String channel) {
        return members(
                        page.getJsonObject("channels")
                                .getJsonObject(channel)
                                .getJsonObject("messages"))
                .map(one -> last(one.getString("$ref")))
                .collect(Collectors.toSet());
    }

    private Set<String> addressesWith(String type) {
        return channels()
                .filter(
                        channel ->
                                members(channel.getJsonObject("messages"))
                                        .map(one -> last(one.getString("$ref")))
                                        .map(this::message)
                                        .anyMatch(one -> type.equals(one.getString("name"))))
                .map(channel -> channel.getString("address"))
                .collect(Collectors.toSet());
    }

    private JsonObject message(String name) {
        return page.getJsonObject("components").getJsonObject("messages").getJsonObject(name);
    }

    private List<JsonObject> messages() {
        return members(page.getJsonObject("components").getJsonObject("messages")).toList();
    }

    private Stream<JsonObject> channels() {
        return members(page.getJsonObject("channels"));
    }

    private static Stream<JsonObject> members(JsonObject of) {
        return of.fieldNames().stream().map(of::getJsonObject);
    }

    private static String last(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    private static JsonObject page() {
        Path file = DOCS.resolve("asyncapi.yaml");
        try {
            return new JsonObject(YamlText.parse(file.toString(), Files.readString(file)));
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }
}
