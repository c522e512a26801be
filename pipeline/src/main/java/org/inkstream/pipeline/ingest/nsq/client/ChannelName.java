package org.inkstream.pipeline.ingest.nsq.client;

import java.util.regex.Pattern;

/**
 * A channel of a topic, by the rules that nsqd has for names: it ends the connection over a bad
 * one.
 */
public record ChannelName(String topic, String channel) {
    private static final Pattern FORM = Pattern.compile("(?=.{1,64}$)[.a-zA-Z0-9_-]+(#ephemeral)?");

    public ChannelName {
        require("topic", topic);
        require("channel", channel);
    }

    private static void require(String what, String name) {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    what + " must be 1 to 64 letters, digits, '.', '_' or '-', got '" + name + "'");
        }
    }
}
