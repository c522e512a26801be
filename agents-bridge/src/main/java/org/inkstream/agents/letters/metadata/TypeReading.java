package org.inkstream.agents.letters.metadata;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.inkstream.agents.letters.language.Token;
import org.inkstream.agents.letters.language.Tokens;
import org.inkstream.agents.letters.text.LetterText;
import org.inkstream.agents.letters.text.Line;
import org.inkstream.agents.letters.text.Span;

/** What the lines of one letter say about its kind. Used by one call. */
final class TypeReading {
    private static final int HEADING_LINES = 12;
    private static final int HEADING_WORDS = 8;
    private static final int SHORT_LINE_CHARS = 70;

    /** A longer line is no line of print; its tail is not looked at. */
    private static final int LINE_CHARS = 400;

    private static final double LEAST_CONFIDENCE = 0.5;
    private static final double MOST_CONFIDENCE = 0.98;

    /** Forms carry salutations too, so a plain letter is never surer than a form's heading. */
    private static final double MOST_LETTER_CONFIDENCE = 0.86;

    private final LetterText letter;
    private final Map<DocumentKind, Double> doubts = new EnumMap<>(DocumentKind.class);
    private final Map<DocumentKind, List<Span>> spans = new EnumMap<>(DocumentKind.class);
    private final Map<DocumentKind, Set<String>> sayings = new EnumMap<>(DocumentKind.class);

    private TypeReading(LetterText letter) {
        this.letter = letter;
    }

    static TypeReading of(LetterText letter) {
        TypeReading reading = new TypeReading(letter);
        List<Line> lines = letter.lines().stream().filter(line -> !line.isBlank()).toList();
        for (TypeRule rule : TypeRule.ALL) {
            reading.apply(rule, lines);
        }
        return reading;
    }

    private void apply(TypeRule rule, List<Line> lines) {
        int left = rule.times();
        for (int i = 0; i < lines.size() && left > 0; i++) {
            Line line = lines.get(i);
            if (rule.zone() == TypeRule.Zone.HEADING
                    && (i >= HEADING_LINES || isSalutation(line))) {
                return;
            }
            if (matches(rule, line)) {
                note(rule, line);
                left--;
            }
        }
    }

    private static boolean isSalutation(Line line) {
        String text = head(line);
        return text.length() <= SHORT_LINE_CHARS && LetterFormulas.SALUTATION.matcher(text).find();
    }

    private static boolean matches(TypeRule rule, Line line) {
        String text = head(line);
        boolean inZone =
                switch (rule.zone()) {
                    case HEADING -> isHeading(text);
                    case SHORT_LINE -> text.length() <= SHORT_LINE_CHARS;
                    case LINE -> true;
                };
        return inZone && rule.pattern().matcher(text).find();
    }

    private static String head(Line line) {
        String text = line.text();
        return text.substring(0, Math.min(text.length(), LINE_CHARS)).strip();
    }

    /** Title case or capitals: words of up to three letters may be small. */
    private static boolean isHeading(String text) {
        if (text.length() > SHORT_LINE_CHARS * 2) {
            return false;
        }
        List<Token> words = Tokens.in(text);
        return words.size() <= HEADING_WORDS
                && words.stream()
                        .allMatch(word -> word.surface().length() <= 3 || word.isCapitalised());
    }

    private void note(TypeRule rule, Line line) {
        doubts.merge(rule.kind(), 1 - rule.weight(), (a, b) -> a * b);
        spans.computeIfAbsent(rule.kind(), kind -> new ArrayList<>()).add(quoted(line));
        sayings.computeIfAbsent(rule.kind(), kind -> new LinkedHashSet<>()).add(rule.saying());
    }

    private Span quoted(Line line) {
        int end = Math.min(line.charEnd(), line.charStart() + LINE_CHARS);
        return letter.trimmed(line.charStart(), end);
    }

    /** The kinds that are sure enough, the surest first. */
    List<DocumentKind> kinds() {
        return doubts.keySet().stream()
                .filter(kind -> confidence(kind) >= LEAST_CONFIDENCE)
                .sorted((a, b) -> Double.compare(confidence(b), confidence(a)))
                .toList();
    }

    double confidence(DocumentKind kind) {
        double most = kind == DocumentKind.LETTER ? MOST_LETTER_CONFIDENCE : MOST_CONFIDENCE;
        double sure = Math.min(most, 1 - doubts.getOrDefault(kind, 1.0));
        return Math.round(sure * 100) / 100.0;
    }

    List<Span> spans(DocumentKind kind) {
        return spans.getOrDefault(kind, List.of());
    }

    String reasoning(DocumentKind kind) {
        return String.join(", ", sayings.getOrDefault(kind, Set.of()));
    }
}
