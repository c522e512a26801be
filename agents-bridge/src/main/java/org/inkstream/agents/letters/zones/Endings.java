package org.inkstream.agents.letters.zones;

import java.util.List;
import java.util.Optional;
import org.inkstream.agents.letters.text.LetterText;
import org.inkstream.agents.letters.words.NameShape;
import org.inkstream.agents.letters.zones.Signatures.Candidate;

/** Finds the formula and the name with which a letter ends. */
final class Endings {
    private static final int WORTH_A_NAME = 7;
    private static final int SHORT_BLOCK = 10;
    private static final int MOST_BARE_LINES = 4;
    private static final int LONGEST_BARE_LINE = 60;
    private static final int SURE = 2;
    private static final int CERTAIN = 3;

    private final LetterText letter;
    private final List<Block> blocks;
    private final int bodyStart;

    private Endings(LetterText letter, List<Block> blocks, int bodyStart) {
        this.letter = letter;
        this.blocks = blocks;
        this.bodyStart = bodyStart;
    }

    /**
     * @param bodyStart the UTF-16 offset at which the salutation ends
     */
    static Optional<Ending> in(LetterText letter, List<Block> blocks, int bodyStart) {
        return new Endings(letter, blocks, bodyStart).find();
    }

    private Optional<Ending> find() {
        List<Candidate> candidates = new Signatures(blocks).after(bodyStart);
        Optional<Candidate> signed = best(candidates, true);
        if (signed.isPresent()) {
            return signed.map(this::ending);
        }
        Optional<Candidate> loose = best(candidates, false);
        Optional<Ending> formula = unsigned();
        if (formula.isEmpty()) {
            return loose.map(this::ending);
        }
        // Whoever adds a postscript under the formula may sign there.
        return formula.map(
                ending ->
                        loose.filter(name -> name.start() >= ending.end())
                                .map(name -> signedLater(ending, name))
                                .orElse(ending));
    }

    private Optional<Candidate> best(List<Candidate> candidates, boolean withFormula) {
        Optional<Candidate> best = Optional.empty();
        int bestScore = WORTH_A_NAME - 1;
        for (Candidate candidate : candidates) {
            int score = candidate.strength() > 0 == withFormula ? score(candidate) : 0;
            if (score > bestScore) {
                best = Optional.of(candidate);
                bestScore = score;
            }
        }
        return best;
    }

    private int score(Candidate name) {
        Block block = blocks.get(name.block());
        boolean late = name.start() * 2 >= letter.text().length();
        if (block.size() > SHORT_BLOCK && !name.endsBlock() && name.strength() < CERTAIN) {
            return 0;
        }
        int score = 3 * name.strength() + 2 * name.shape();
        score += name.endsBlock() ? 2 : 0;
        score += block.size() <= SHORT_BLOCK ? 1 : 0;
        score += late ? 1 : 0;
        return name.strength() > 0 ? score : looseScore(name, late);
    }

    /** A name without a formula counts only where nothing but a signature can stand. */
    private int looseScore(Candidate name, boolean late) {
        boolean alone = blocks.get(name.block()).size() == 1;
        boolean afterDate = name.line() > 0 && isDated(name.block(), name.line() - 1);
        boolean sure = name.shape() == NameShape.LIKELY && name.endsBlock() && late;
        boolean follows = alone && followsProse(name.block());
        return sure && (afterDate || follows) ? WORTH_A_NAME : 0;
    }

    private boolean isDated(int block, int line) {
        String text = blocks.get(block).lines().get(line).trimmed();
        return HeaderLine.isHeader(text) && HeaderLine.isDated(text);
    }

    private boolean followsProse(int block) {
        return block > 0 && !HeaderLine.isHeader(blocks.get(block - 1).last().trimmed());
    }

    private Ending ending(Candidate name) {
        int start =
                name.strength() > 0
                        ? ClosingStart.of(letter, blocks, name.block(), name.start(), bodyStart)
                        : name.start();
        int end = name.strength() > 0 ? trimEnd(start, name.start()) : name.start();
        return new Ending(start, end, name.start(), name.end(), name.strength());
    }

    /** A formula that nobody signed: a short block that takes leave at its end. */
    private Optional<Ending> unsigned() {
        for (int b = blocks.size() - 1; b > 0; b--) {
            Block block = blocks.get(b);
            boolean brief =
                    block.size() <= MOST_BARE_LINES && block.hasOnlyLinesUpTo(LONGEST_BARE_LINE);
            if (block.charStart() < bodyStart || !brief) {
                continue;
            }
            int strength = Valedictions.strengthAtEndOf(text(block));
            if (strength >= SURE) {
                int end = block.charEnd();
                int start = ClosingStart.of(letter, blocks, b, end, bodyStart);
                return Optional.of(new Ending(start, trimEnd(start, end), end, end, strength));
            }
        }
        return Optional.empty();
    }

    private static Ending signedLater(Ending formula, Candidate name) {
        return new Ending(
                formula.closingStart(),
                formula.closingEnd(),
                name.start(),
                name.end(),
                formula.strength());
    }

    private String text(Block block) {
        return letter.text().substring(block.charStart(), block.charEnd());
    }

    private int trimEnd(int start, int end) {
        int to = end;
        while (to > start && Character.isWhitespace(letter.text().charAt(to - 1))) {
            to--;
        }
        return to;
    }
}
