package org.inkstream.loadtest.peers.nsq;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One topic of the double. What comes before the first channel waits for it. */
final class Topic {
    private final Backlog backlog;
    private final Supplier<Channel> newChannel;
    private final Map<String, Channel> channels = new LinkedHashMap<>();

    Topic(NsqdRules rules, Supplier<Channel> newChannel) {
        this.backlog = new Backlog(rules);
        this.newChannel = newChannel;
    }

    /** Each channel gets it. */
    void put(Queued message) {
        if (channels.isEmpty()) {
            backlog.add(message);
        } else {
            channels.values().forEach(channel -> channel.put(message));
        }
    }

    /** The one of this name, made where there is none. */
    Channel channel(String name) {
        Channel channel = channels.computeIfAbsent(name, missing -> newChannel.get());
        for (Optional<Queued> next = backlog.poll(); next.isPresent(); next = backlog.poll()) {
            channel.put(next.get());
        }
        return channel;
    }

    Collection<Channel> channels() {
        return channels.values();
    }

    int waiting() {
        return backlog.size();
    }

    void sync() {
        backlog.sync();
        channels.values().forEach(Channel::sync);
    }

    void crash() {
        backlog.crash();
        channels.values().forEach(Channel::crash);
    }

    void flush() {
        backlog.flush(List.of());
        channels.values().forEach(Channel::flush);
    }
}
