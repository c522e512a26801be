package org.inkstream.agents.modeltools;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.inkstream.agents.letters.text.LetterText;
import org.inkstream.agents.letters.text.Span;

/**
 * Finds where a quote stands in a letter: as it is, or else without regard to line breaks, white
 * space, hyphens at a line's end and letter case. What is found is always a span of the letter
 * itself. One per call, because it folds the letter when it first has to.
 */
final class QuoteLocator {
    private final LetterText letter;
    private final Map<FoldedText.Hyphens, FoldedText> foldings =
            new EnumMap<>(FoldedText.Hyphens.class);

    QuoteLocator(LetterText letter) {
        this.letter = letter;
    }

    LetterText letter() {
        return letter;
    }

    Optional<Span> find(String quote) {
        String sought = quote.strip();
        if (sought.isEmpty()) {
            return Optional.empty();
        }
        int exact = letter.text().indexOf(sought);
        if (exact >= 0) {
            return Optional.of(letter.span(exact, exact + sought.length()));
        }
        for (FoldedText.Hyphens hyphens : FoldedText.Hyphens.values()) {
            Optional<Span> found = find(FoldedText.of(sought, hyphens), folded(hyphens));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Span> find(FoldedText sought, FoldedText in) {
        if (sought.text().isEmpty()) {
            return Optional.empty();
        }
        int at = in.text().indexOf(sought.text());
        return at < 0
                ? Optional.empty()
                : Optional.of(in.original(at, at + sought.text().length(), letter));
    }

    private FoldedText folded(FoldedText.Hyphens hyphens) {
        return foldings.computeIfAbsent(hyphens, how -> FoldedText.of(letter.text(), how));
    }
}
