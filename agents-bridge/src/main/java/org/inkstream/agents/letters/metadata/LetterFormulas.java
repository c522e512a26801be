package org.inkstream.agents.letters.metadata;

import java.util.regex.Pattern;

/** How letters begin and end, loosely: enough to tell a letter, not to quote its parts. */
final class LetterFormulas {
    static final Pattern SALUTATION =
            ignoringCase(
                    "^(?:my |our )?(?:own |very |most )?(?:dear(?:est)?|hon(?:ou?re)?d|respected|beloved)\\b"
                            + "|^(?:reverend |right honourable |my )?(?:sirs?|madam|gentlemen|lord)\\W*$"
                            + "|^(?:mein[e]? |sehr )?(?:hoch|viel|innigst)?(?:ver|ge)?"
                            + "(?:lieb|ehrt|teuer|theuer|werth?)(?:er|e|es|ester|este|sten?)\\b"
                            + "|^(?:mon |ma |mes |tr[èe]s |bien )*(?:ch[eè]re?s?|honor[ée]e?|honorable)\\b"
                            + "|^(?:monsieur|messieurs|madame|mademoiselle)\\b.{0,30}$"
                            + "|^(?:प्रिय|आदरणीय|पूज्य|माननीय|श्रीमान)");

    static final Pattern CLOSE =
            ignoringCase(
                    "\\byours(?:[,. ]|$)|\\byour (?:most |very |ever |truly |loving |affec|obed|humble|faith)"
                            + "|\\bi (?:am|remain|have the honou?r)\\b.{0,30}$"
                            + "|\\b(?:kind|best|warm) (?:regards|wishes)\\b"
                            + "|hochachtung|\\bergeben(?:st|er|ste)|\\bherzlich(?:st|e|en)?\\b"
                            + "|\\bgr[üu](?:ß|ss)e?n?\\b|^(?:ihre?|deine?r?|euer|eure?)(?: \\p{L}+){0,2}\\W*$"
                            + "|\\bagr[ée]e[rz]\\b|\\bvotre (?:tr[èe]s |tout )?(?:d[ée]vou|humble|affect)"
                            + "|\\bsalutations\\b"
                            + "|^(?:आपका|आपकी|तुम्हारा|तुम्हारी|भवदीय)");

    private LetterFormulas() {}

    private static Pattern ignoringCase(String pattern) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
