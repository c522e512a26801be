package org.inkstream.loadtest.scenarios.nsq;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/** What all consumers have accepted, read from their files. */
final class Ledger {
    private final Path folder;

    Ledger(Path folder) {
        this.folder = folder;
    }

    /**
     * What is there now.
     *
     * @param distinct numbers that were accepted at least once
     * @param repeats acceptances beyond the first ones
     */
    record Count(BitSet distinct, long repeats) {
        int accepted() {
            return distinct.cardinality();
        }

        /** Some of the first so many numbers that are not among them. */
        List<Integer> missing(int all, int most) {
            List<Integer> missing = new ArrayList<>();
            for (int number = distinct.nextClearBit(0);
                    number < all && missing.size() < most;
                    number = distinct.nextClearBit(number + 1)) {
                missing.add(number);
            }
            return missing;
        }
    }

    Path file(String consumer) {
        return folder.resolve(consumer + ".accepted");
    }

    Count count() {
        BitSet distinct = new BitSet();
        long repeats = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".accepted")).toList()) {
                byte[] lines = Files.readAllBytes(file);
                for (int at = 0; at + Accepted.LINE <= lines.length; at += Accepted.LINE) {
                    int number =
                            Integer.parseInt(
                                    new String(
                                            lines,
                                            at,
                                            Accepted.LINE - 1,
                                            StandardCharsets.US_ASCII));
                    repeats += distinct.get(number) ? 1 : 0;
                    distinct.set(number);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new Count(distinct, repeats);
    }
}
