package org.inkstream.agents.gateway.balance;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order in which servers are preferred for a key, by highest random weight: the same in every
 * process that knows the same servers, whatever their order, and a server that is added or taken
 * away changes the first choice of its own share of keys only. Immutable.
 */
final class Rendezvous {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final long[] seeds;

    /**
     * @param servers what tells each from the others, such as its URL
     */
    Rendezvous(List<String> servers) {
        seeds = servers.stream().mapToLong(Rendezvous::hash).toArray();
    }

    /** Positions of the servers, the most preferred first. */
    List<Integer> order(String key) {
        long hash = hash(key);
        return IntStream.range(0, seeds.length)
                .boxed()
                .sorted(
                        Comparator.comparingLong((Integer server) -> -mixed(hash ^ seeds[server]))
                                .thenComparing(server -> server))
                .toList();
    }

    /** FNV-1a, then mixed, so that keys which differ little come far apart. */
    private static long hash(String text) {
        long hash = FNV_OFFSET;
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (one & 0xff)) * FNV_PRIME;
        }
        return mixed(hash);
    }

    /** The finaliser of SplitMix64. */
    private static long mixed(long hash) {
        long first = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        long second = (first ^ (first >>> 27)) * 0x94d049bb133111ebL;
        return second ^ (second >>> 31);
    }
}
