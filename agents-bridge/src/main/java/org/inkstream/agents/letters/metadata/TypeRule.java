package org.inkstream.agents.letters.metadata;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a line may say about the kind of document.
 *
 * @param kind the kind it speaks for
 * @param weight how sure it alone makes, between 0 and 1
 * @param zone where the line must stand
 * @param times how many lines count, at least 1
 * @param pattern is looked for in the line
 * @param saying what was seen, for the reasoning
 */
record TypeRule(
        DocumentKind kind, double weight, Zone zone, int times, Pattern pattern, String saying) {

    /** Where a line must stand. */
    enum Zone {
        /** A short line in title case or capitals near the top, before any salutation. */
        HEADING,
        /** A short line, such as a salutation or a complimentary close. */
        SHORT_LINE,
        /** Anywhere. */
        LINE
    }

    private static final int IGNORE_CASE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    static final List<TypeRule> ALL =
            List.of(
                    // A firm's telegraphic address in its letterhead makes no telegram.
                    rule(
                            DocumentKind.TELEGRAM,
                            0.9,
                            Zone.HEADING,
                            "\\b(?:telegra(?:m|mm|ph|phs)|t[ée]l[ée]gramme|western union"
                                    + "|cablegram|radiogram|marconigram)\\b"
                                    + "(?!\\s*:|[- ]*(?:addr|adr))",
                            "a telegraph form's heading"),
                    new TypeRule(
                            DocumentKind.TELEGRAM,
                            0.55,
                            Zone.LINE,
                            2,
                            Pattern.compile("\\p{Lu}{2,} STOP\\b"),
                            "STOP between sentences"),
                    rule(
                            DocumentKind.FAX,
                            0.9,
                            Zone.HEADING,
                            "\\b(?:fax|telefax|facsimile|t[ée]l[ée]copie)[- ]?(?:transmission|cover"
                                    + "|message|sheet|transmittal|nachricht|mitteilung)\\b"
                                    + "|^\\W*(?:tele)?(?:fax|facsimile|t[ée]l[ée]copie)\\W*$",
                            "a fax heading"),
                    rule(
                            DocumentKind.FAX,
                            0.4,
                            Zone.LINE,
                            "\\b(?:number|no\\.?) of pages\\b|\\bpages incl|\\bseitenzahl\\b",
                            "a count of pages sent"),
                    rule(
                            DocumentKind.EMAIL,
                            0.8,
                            Zone.LINE,
                            "^(?:from|von|de|to|an|à)\\s*:.{0,80}[\\w.]@\\w",
                            "an e-mail address after From or To"),
                    rule(
                            DocumentKind.EMAIL,
                            0.5,
                            Zone.LINE,
                            "^(?:message-id|x-mailer|return-path|reply-to|mime-version)\\s*:",
                            "an e-mail header"),
                    rule(
                            DocumentKind.MEMO,
                            0.85,
                            Zone.HEADING,
                            "\\bmemo(?:randum)?\\b|\\baktennotiz\\b|\\baktenvermerk\\b"
                                    + "|\\bhausmitteilung\\b|\\bnote de service\\b",
                            "a memorandum's heading"),
                    rule(DocumentKind.MEMO, 0.3, Zone.LINE, "^(?:to|an|à)\\s*:", "a To line"),
                    rule(DocumentKind.MEMO, 0.4, Zone.LINE, "^(?:from|von|de)\\s*:", "a From line"),
                    rule(
                            DocumentKind.MEMO,
                            0.4,
                            Zone.LINE,
                            "^(?:subject|betreff|objet)\\s*:",
                            "a Subject line"),
                    rule(
                            DocumentKind.INVITATION,
                            0.8,
                            Zone.LINE,
                            "\\brequests? (?:the|your) (?:pleasure|honou?r)\\b"
                                    + "|\\bpleasure of (?:the|your) company\\b"
                                    + "|\\b(?:beehren|geben) sich\\b.{0,60}(?:einzuladen|ehre)"
                                    + "|\\bhonneur d['’](?:assister|inviter)\\b"
                                    + "|निमंत्रण|आमंत्रित",
                            "an invitation's formula"),
                    new TypeRule(
                            DocumentKind.INVITATION,
                            0.6,
                            Zone.LINE,
                            1,
                            Pattern.compile(
                                    "R\\. ?S\\. ?V\\. ?P|\\bRSVP\\b|[Uu]\\. ?[Aa]\\. ?[Ww]\\. ?[Gg]"),
                            "a request to answer"),
                    new TypeRule(
                            DocumentKind.LETTER,
                            0.6,
                            Zone.SHORT_LINE,
                            1,
                            LetterFormulas.SALUTATION,
                            "a salutation"),
                    new TypeRule(
                            DocumentKind.LETTER,
                            0.6,
                            Zone.SHORT_LINE,
                            1,
                            LetterFormulas.CLOSE,
                            "a complimentary close"));

    private static TypeRule rule(
            DocumentKind kind, double weight, Zone zone, String pattern, String saying) {
        return new TypeRule(kind, weight, zone, 1, Pattern.compile(pattern, IGNORE_CASE), saying);
    }
}
