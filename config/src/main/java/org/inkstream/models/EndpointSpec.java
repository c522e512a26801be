package org.inkstream.models;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One inference server, several that have the same models, or a remote API.
 *
 * @param name by which models refer to it
 * @param kind what it speaks
 * @param urls where its servers are, without the path of an operation, such as {@code
 *     http://127.0.0.1:11434}; at least one
 * @param keyVariable environment variable that holds the API key, empty if it needs none
 * @param concurrent requests that a server may work on at once, at least 1, or {@link #AS_SHOWN};
 *     beyond it they wait here
 * @param queue requests that may wait for a server; more are refused as overloaded
 * @param longestWait how long a request may wait here
 * @param connectTimeout until a connection attempt is given up
 * @param scheduling how requests take turns
 * @param balance which of several servers a request goes to
 */
public record EndpointSpec(
        String name,
        Kind kind,
        List<String> urls,
        String keyVariable,
        int concurrent,
        int queue,
        Duration longestWait,
        Duration connectTimeout,
        Scheduling scheduling,
        Balance balance) {
    /** As many as the server shows to have slots, see {@link #showsSlots}; one until it does. */
    public static final int AS_SHOWN = 0;

    private static final int MOST_SLOTS = 64;

    /** What an endpoint speaks. */
    public enum Kind {
        /** {@code /api/chat} of Ollama. */
        OLLAMA,
        /** {@code /v1/chat/completions}: vLLM, SGLang, LM Studio, llama.cpp. */
        OPENAI,
        /** {@code /v1/messages} of Anthropic. */
        ANTHROPIC
    }

    public EndpointSpec {
        urls = List.copyOf(urls);
        requireUsable(name, urls, scheduling);
        boolean asShown = concurrent == AS_SHOWN && showsSlots(kind, scheduling.engine());
        if ((concurrent < 1 && !asShown) || queue < 0) {
            throw new IllegalArgumentException(
                    "endpoint "
                            + name
                            + " needs concurrent of at least 1 and queue of at least 0, got "
                            + concurrent
                            + " and "
                            + queue);
        }
    }

    /** One server. */
    public EndpointSpec(
            String name,
            Kind kind,
            String url,
            String keyVariable,
            int concurrent,
            int queue,
            Duration longestWait,
            Duration connectTimeout,
            Scheduling scheduling) {
        this(
                name,
                kind,
                List.of(url),
                keyVariable,
                concurrent,
                queue,
                longestWait,
                connectTimeout,
                scheduling,
                Balance.AFFINITY);
    }

    /** One server, with requests that take turns as they usually do. */
    public EndpointSpec(
            String name,
            Kind kind,
            String url,
            String keyVariable,
            int concurrent,
            int queue,
            Duration longestWait,
            Duration connectTimeout) {
        this(
                name,
                kind,
                url,
                keyVariable,
                concurrent,
                queue,
                longestWait,
                connectTimeout,
                Scheduling.usual(kind, url));
    }

    private static void requireUsable(String name, List<String> urls, Scheduling scheduling) {
        if (urls.isEmpty() || !urls.stream().allMatch(url -> url.matches("https?://.+"))) {
            throw new IllegalArgumentException(
                    "url of endpoint " + name + " must begin with http:// or https://");
        }
        if (urls.size() > 1 && scheduling.engine() == Scheduling.Engine.REMOTE) {
            throw new IllegalArgumentException(
                    "endpoint "
                            + name
                            + " has several urls, which is for servers of one's own (engine slots"
                            + " or paged), not for a remote API");
        }
        Set<String> seen = new LinkedHashSet<>();
        for (String url : urls) {
            if (!seen.add(url.replaceFirst("/+$", ""))) {
                throw new IllegalArgumentException(
                        "endpoint " + name + " names the same server twice in urls");
            }
        }
    }

    /** The same endpoint with requests that take turns otherwise. */
    public EndpointSpec scheduled(Scheduling other) {
        return new EndpointSpec(
                name,
                kind,
                urls,
                keyVariable,
                concurrent,
                queue,
                longestWait,
                connectTimeout,
                other,
                balance);
    }

    /** Whether it may be a server that shows how many slots it has, as llama.cpp's does. */
    public boolean showsSlots() {
        return showsSlots(kind, scheduling.engine());
    }

    static boolean showsSlots(Kind kind, Scheduling.Engine engine) {
        return kind == Kind.OPENAI && engine == Scheduling.Engine.SLOTS;
    }

    /** Requests that a server gets at once as long as it has not shown its slots, at least 1. */
    public int firstConcurrent() {
        return concurrent == AS_SHOWN ? 1 : concurrent;
    }

    /** Requests that a server gets at once however many slots it shows, at least 1. */
    public int mostConcurrent() {
        return concurrent == AS_SHOWN ? MOST_SLOTS : concurrent;
    }

    /** Where it is; of several servers, where the first is. */
    public String url() {
        return urls.get(0);
    }

    /** Each of its servers as an endpoint of its own; itself if there is one only. */
    public List<EndpointSpec> replicas() {
        return urls.size() == 1
                ? List.of(this)
                : IntStream.range(0, urls.size()).mapToObj(this::replica).toList();
    }

    private EndpointSpec replica(int number) {
        return new EndpointSpec(
                name + "/" + (number + 1),
                kind,
                urls.subList(number, number + 1),
                keyVariable,
                concurrent,
                queue,
                longestWait,
                connectTimeout,
                scheduling,
                balance);
    }

    /** Who sends the bill for its models, as the price table names it. */
    public String provider() {
        return switch (kind) {
            case OLLAMA -> "ollama";
            case ANTHROPIC -> "anthropic";
            case OPENAI -> Scheduling.isOpenAi(url()) ? "openai" : "openai-compatible";
        };
    }
}
