package org.inkstream.loadtest.scenarios.nsq;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What one client does in a process of its own.
 *
 * @param ports of nsqd on the loopback address; who publishes uses the first one
 * @param warmUp messages that come before those that are measured
 * @param messages that are measured
 * @param bytes of each
 * @param window messages that may be in flight while consuming
 * @param callers threads that publish, with a connection each, where a client needs threads to have
 *     more than one message on its way
 * @param pipelined messages on their way, where a client needs no threads for that
 */
record Heat(
        Client client,
        Work work,
        List<Integer> ports,
        String topic,
        int warmUp,
        int messages,
        int bytes,
        int window,
        int callers,
        int pipelined) {
    /** Of a batch: what nsq-j gathers by default. */
    static final int BATCH_BYTES = 16_384;

    static final String CHANNEL = "loadtest";

    Heat {
        ports = List.copyOf(ports);
        if (ports.isEmpty() || messages < 1 || warmUp < 1 || bytes < 1 || window < 1) {
            throw new IllegalArgumentException("nothing to measure");
        }
    }

    int all() {
        return warmUp + messages;
    }

    int batch() {
        return Math.max(1, BATCH_BYTES / bytes);
    }

    Heat over(List<Integer> otherPorts) {
        return new Heat(
                client,
                work,
                otherPorts,
                topic,
                warmUp,
                messages,
                bytes,
                window,
                callers,
                pipelined);
    }

    String encode() {
        return new JsonObject()
                .put("client", client.name())
                .put("work", work.name())
                .put("ports", new JsonArray(ports))
                .put("topic", topic)
                .put("warmUp", warmUp)
                .put("messages", messages)
                .put("bytes", bytes)
                .put("window", window)
                .put("callers", callers)
                .put("pipelined", pipelined)
                .encode();
    }

    static Heat decode(String encoded) {
        JsonObject json = new JsonObject(encoded);
        return new Heat(
                Client.valueOf(json.getString("client")),
                Work.valueOf(json.getString("work")),
                json.getJsonArray("ports").stream()
                        .map(port -> ((Number) port).intValue())
                        .toList(),
                json.getString("topic"),
                json.getInteger("warmUp"),
                json.getInteger("messages"),
                json.getInteger("bytes"),
                json.getInteger("window"),
                json.getInteger("callers"),
                json.getInteger("pipelined"));
    }
}
