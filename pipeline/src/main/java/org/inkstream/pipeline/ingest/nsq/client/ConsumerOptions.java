package org.inkstream.pipeline.ingest.nsq.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What a consumer takes, and where from.
 *
 * @param window messages that may be in flight at first, zero or more
 * @param nsqds that are always connected
 * @param lookups nsqlookupd that know of further ones, as {@code http://HOST:PORT}
 * @param lookupInterval between two rounds of questions to them; up to 0.3 of it is added at random
 */
public record ConsumerOptions(
        ChannelName name,
        int window,
        List<NsqdAddress> nsqds,
        List<URI> lookups,
        Duration lookupInterval) {
    public ConsumerOptions {
        nsqds = List.copyOf(nsqds);
        lookups = List.copyOf(lookups);
        if (window < 0) {
            throw new IllegalArgumentException("window must not be negative, got " + window);
        }
        if (nsqds.isEmpty() && lookups.isEmpty()) {
            throw new IllegalArgumentException("an nsqd or an nsqlookupd is needed");
        }
        if (lookupInterval.isNegative() || lookupInterval.isZero()) {
            throw new IllegalArgumentException(
                    "lookupInterval must be positive, got " + lookupInterval);
        }
        lookups.forEach(ConsumerOptions::requireHttp);
    }

    private static void requireHttp(URI lookup) {
        boolean http = "http".equals(lookup.getScheme()) || "https".equals(lookup.getScheme());
        if (!http || lookup.getHost() == null) {
            throw new IllegalArgumentException(
                    "an nsqlookupd is named as http://HOST:PORT, got '" + lookup + "'");
        }
    }
}
