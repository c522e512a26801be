package org.inkstream.loadtest.scenarios.gpu;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.inkstream.loadtest.scenarios.system.LoopBlock;

/**
 * Handlers that kept an event loop of the worker for more than 5 ms while letters were in the air.
 *
 * @param watched whether there was a worker to look at
 * @param begun when letters were published
 */
record LoopBlocks(boolean watched, Instant begun, List<LoopBlock> blocks) {
    /** Where there is no worker. */
    static final LoopBlocks NONE = new LoopBlocks(false, Instant.EPOCH, List.of());

    private static final int SHOWN = 10;

    LoopBlocks {
        blocks = List.copyOf(blocks);
    }

    /** Those that worked or waited for so long. */
    int ours() {
        return count(LoopBlock::isOurs);
    }

    /** Those during which garbage was collected. */
    int garbage() {
        return count(block -> block.cause() == LoopBlock.Cause.GARBAGE);
    }

    /** Those that had no processor. */
    int away() {
        return count(block -> block.cause() == LoopBlock.Cause.AWAY);
    }

    private int count(Predicate<LoopBlock> which) {
        return (int) blocks.stream().filter(which).count();
    }

    private Stream<LoopBlock> longest() {
        return blocks.stream()
                .filter(LoopBlock::isOurs)
                .sorted(Comparator.comparing(LoopBlock::took).reversed());
    }

    /** For people. */
    String inWords() {
        if (!watched) {
            return "no worker";
        }
        return longest()
                .findFirst()
                .map(LoopBlock::took)
                .map(took -> "%d, up to %s".formatted(ours(), millis(took)))
                .orElse("0")
                .concat(
                        " (and %d at collections, %d without a processor)"
                                .formatted(garbage(), away()));
    }

    private String told(LoopBlock block) {
        return String.format(
                Locale.ROOT,
                "after %.1f s: %s",
                Duration.between(begun, block.seenAt()).toMillis() / 1e3,
                block.inWords());
    }

    private static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("ours", ours())
                .put("garbage", garbage())
                .put("away", away())
                .put("longest", longest().limit(SHOWN).map(this::told).toList());
    }
}
