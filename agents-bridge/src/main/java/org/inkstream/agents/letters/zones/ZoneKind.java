package org.inkstream.agents.letters.zones;

/** What a part of a letter is. */
public enum ZoneKind {
    /** Printed or written above everything else: a firm, an office, a motto. */
    LETTERHEAD,
    /** Where and when the letter was written. */
    DATELINE,
    /** To whom it goes: at the head, or on the outside. */
    ADDRESS,
    SALUTATION,
    BODY,
    CLOSING,
    SIGNATURE,
    POSTSCRIPT,
    ENCLOSURE,
    /** Who gets a copy. */
    COPY
}
