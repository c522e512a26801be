package org.inkstream.loadtest.peers.gpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a model reads, as a chain of parts that other prompts may begin with as well.
 *
 * @param parts in order; two prompts share their equal leading parts and nothing behind them
 */
public record Prompt(List<Part> parts) {
    /** How many tokens a block of a paged cache holds. */
    public static final int BLOCK = 16;

    /** Nothing to read: such an order loads its model, or unloads it. */
    public static final Prompt EMPTY = new Prompt(List.of());

    private static final int CHARS_PER_TOKEN = 4;
    private static final int BLOCK_CHARS = BLOCK * CHARS_PER_TOKEN;
    private static final long ODD = 0x9E3779B97F4A7C15L;

    public Prompt {
        parts = List.copyOf(parts);
    }

    /**
     * @param hash of the content of this part alone
     * @param tokens at least one
     */
    public record Part(long hash, int tokens) {
        public Part {
            if (tokens < 1) {
                throw new IllegalArgumentException("a part has at least one token, got " + tokens);
            }
        }
    }

    public static Prompt of(Part... parts) {
        return new Prompt(Arrays.asList(parts));
    }

    /** A text in blocks of 16 tokens; a token is four characters, and what is left is one more. */
    public static Prompt ofText(String text) {
        List<Part> parts = new ArrayList<>();
        for (int from = 0; from < text.length(); from += BLOCK_CHARS) {
            int to = Math.min(text.length(), from + BLOCK_CHARS);
            int tokens = (to - from + CHARS_PER_TOKEN - 1) / CHARS_PER_TOKEN;
            parts.add(new Part(hash(text, from, to), tokens));
        }
        return new Prompt(parts);
    }

    public int tokens() {
        return parts.stream().mapToInt(Part::tokens).sum();
    }

    /** The tokens of the first parts. */
    int tokens(int leading) {
        return parts.stream().limit(leading).mapToInt(Part::tokens).sum();
    }

    /** How many tokens both begin with. */
    public int common(Prompt other) {
        int shorter = Math.min(parts.size(), other.parts.size());
        int tokens = 0;
        for (int at = 0; at < shorter && parts.get(at).equals(other.parts.get(at)); at++) {
            tokens += parts.get(at).tokens();
        }
        return tokens;
    }

    /** A name for the first parts together. */
    long chain(int leading) {
        long chain = ODD;
        for (Part part : parts.subList(0, leading)) {
            chain = mix(chain, part);
        }
        return chain;
    }

    /** A name for each full block of 16 tokens, which says everything up to the block's end. */
    long[] blocks() {
        long[] names = new long[tokens() / BLOCK];
        long chain = ODD;
        int block = 0;
        int tokens = 0;
        for (Part part : parts) {
            chain = mix(chain, part);
            tokens += part.tokens();
            while (block < names.length && (block + 1) * BLOCK <= tokens) {
                names[block] = scatter(chain + block * ODD);
                block++;
            }
        }
        return names;
    }

    private static long hash(String text, int from, int to) {
        long hash = ODD;
        for (int at = from; at < to; at++) {
            hash = scatter(hash * 31 + text.charAt(at));
        }
        return hash;
    }

    private static long mix(long chain, Part part) {
        return scatter(scatter(chain ^ part.hash()) + part.tokens());
    }

    /** The finisher of SplitMix64. */
    private static long scatter(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
