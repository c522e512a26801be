package org.inkstream.config;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * NSQ: which nsqd there are, what is read from them and how.
 *
 * @param nsqd host:port of each nsqd, for reading and publishing
 * @param lookupd base URLs of nsqlookupd, which know further nsqd to read from
 * @param http base URLs of the HTTP side of nsqd, for the command status
 * @param subscriptions what is read, as {@code topic/channel}
 * @param urgentSubscriptions the same for letters that overtake those of {@code subscriptions}
 * @param topics that are written to
 * @param maxInFlight letters from NSQ in the air at once, 1 to 100,000
 * @param messageTimeout after which nsqd delivers a message again that nobody touched
 * @param maxAttempts deliveries of one message before it goes to the dead letters, 1 to 65,534
 * @param compression of connections to nsqd
 * @param tls whether connections are made secret
 * @param authSecret for nsqd that ask for a login, empty if they do not
 */
public record NsqSettings(
        List<String> nsqd,
        List<String> lookupd,
        List<String> http,
        List<String> subscriptions,
        List<String> urgentSubscriptions,
        TopicNames topics,
        int maxInFlight,
        Duration messageTimeout,
        int maxAttempts,
        Compression compression,
        Tls tls,
        String authSecret) {

    private static final Pattern ADDRESS = Pattern.compile("[^\\s,/]+:\\d{1,5}");
    private static final Pattern URL = Pattern.compile("https?://\\S+");
    private static final String NAME = "(?:[A-Za-z0-9._-]{1,64}|[A-Za-z0-9._-]{1,54}#ephemeral)";
    private static final Pattern TOPIC = Pattern.compile(NAME);
    private static final Pattern SUBSCRIPTION = Pattern.compile(NAME + "/" + NAME);

    public NsqSettings {
        nsqd = List.copyOf(nsqd);
        lookupd = List.copyOf(lookupd);
        http = List.copyOf(http);
        subscriptions = List.copyOf(subscriptions);
        urgentSubscriptions = List.copyOf(urgentSubscriptions);
        Check check = new Check();
        topics.check(check, TOPIC, "1 to 64 letters, digits, dots, - or _");
        List<String> written = topics.written();
        check.that(all(ADDRESS, nsqd), "nsqd", "must be written as HOST:PORT, got " + nsqd)
                // The values are not shown: they may hold passwords.
                .that(all(URL, lookupd), "lookupd", "must begin with http:// or https://")
                .that(all(URL, http), "http", "must begin with http:// or https://")
                .that(
                        all(SUBSCRIPTION, subscriptions),
                        "subscriptions",
                        "must be written as TOPIC/CHANNEL, got " + subscriptions)
                .that(
                        subscriptions.stream().noneMatch(read -> written.contains(topicOf(read))),
                        "subscriptions",
                        "must name no topic that is written to, got " + subscriptions)
                .that(
                        all(SUBSCRIPTION, urgentSubscriptions),
                        "urgentSubscriptions",
                        "must be written as TOPIC/CHANNEL, got " + urgentSubscriptions)
                .that(
                        urgentSubscriptions.stream()
                                        .noneMatch(read -> written.contains(topicOf(read)))
                                && Collections.disjoint(urgentSubscriptions, subscriptions),
                        "urgentSubscriptions",
                        "must name no topic that is written to and nothing that is in"
                                + " subscriptions, got "
                                + urgentSubscriptions)
                .between("maxInFlight", maxInFlight, 1, 100_000)
                .between(
                        "messageTimeout",
                        messageTimeout,
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(15))
                .between("maxAttempts", maxAttempts, 1, 65_534)
                .orThrow();
    }

    /** All that is read, urgent or not. */
    public List<String> read() {
        return Stream.concat(subscriptions.stream(), urgentSubscriptions.stream()).toList();
    }

    /** Where letters that somebody waits for are put; empty if nothing reads them as such. */
    public String urgentTopic() {
        return urgentSubscriptions.stream().findFirst().map(NsqSettings::topicOf).orElse("");
    }

    private static String topicOf(String subscription) {
        return subscription.substring(0, Math.max(0, subscription.indexOf('/')));
    }

    private static boolean all(Pattern form, List<String> values) {
        return values.stream().allMatch(value -> form.matcher(value).matches());
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "NsqSettings[nsqd=%s, subscriptions=%s, compression=%s, tls=%s, login=%s]"
                .formatted(nsqd, subscriptions, compression, tls.enabled(), !authSecret.isEmpty());
    }

    /** How the stream of a connection is packed. */
    public enum Compression {
        NONE,
        DEFLATE,
        SNAPPY
    }

    /**
     * @param enabled whether connections use TLS; the name of the host is always checked then
     * @param caFile PEM file of who signs the certificates of nsqd; empty means whom Java trusts
     * @param certificateFile PEM file by which this process shows who it is, or empty
     * @param keyFile PEM file of the key that goes with it, or empty
     */
    public record Tls(boolean enabled, String caFile, String certificateFile, String keyFile) {
        public Tls {
            new Check()
                    .that(
                            certificateFile.isEmpty() == keyFile.isEmpty(),
                            "keyFile",
                            "must be given together with certificateFile, or neither")
                    .orThrow();
        }
    }
}
