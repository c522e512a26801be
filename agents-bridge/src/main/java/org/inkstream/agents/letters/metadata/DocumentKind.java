package org.inkstream.agents.letters.metadata;

import java.util.Locale;

/** The kinds of document that the letter schema knows; forms come before the plain letter. */
enum DocumentKind {
    TELEGRAM,
    FAX,
    EMAIL,
    MEMO,
    INVITATION,
    LETTER;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
