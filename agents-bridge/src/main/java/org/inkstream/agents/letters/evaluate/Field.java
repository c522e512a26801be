package org.inkstream.agents.letters.evaluate;

import java.util.Locale;

/** What is measured, and how an answer is compared with the truth. */
enum Field {
    DATE("date_iso"),
    SENDER("sender"),
    RECIPIENT("recipient"),
    PLACE("place"),
    SALUTATION("salutation"),
    CLOSING("closing"),
    SIGNATURE("signature"),
    PEOPLE("people");

    private final String truthMember;

    Field(String truthMember) {
        this.truthMember = truthMember;
    }

    /** Its member in a record's {@code truth}. */
    String truthMember() {
        return truthMember;
    }

    /** How people call it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isRight(String truth, String answer) {
        return switch (this) {
            case DATE -> Comparison.sameDate(truth, answer);
            case SENDER, RECIPIENT -> Comparison.surnameFound(truth, answer);
            case PLACE -> Comparison.samePlace(truth, answer);
            case PEOPLE -> Comparison.personFound(truth, answer);
            case SALUTATION, CLOSING, SIGNATURE -> Comparison.sameWords(truth, answer);
        };
    }
}
