package org.inkstream.agents.inference;

import java.util.function.Consumer;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.catalogue.ErrorClass;

/** The text that a model says, piece by piece, up to a bound. Not thread-safe. */
final class AnswerText {
    private final int longest;
    private final Consumer<String> pieces;
    private final StringBuilder said = new StringBuilder();

    /**
     * @param longest characters
     * @param pieces hears each piece that is not empty
     */
    AnswerText(int longest, Consumer<String> pieces) {
        this.longest = longest;
        this.pieces = pieces;
    }

    /**
     * @throws CallFailure if the model says more than it may
     */
    void append(String piece) {
        if (said.length() + piece.length() > longest) {
            throw new CallFailure(
                    ErrorClass.INVALID_DATA,
                    "the answer is longer than " + longest + " characters");
        }
        said.append(piece);
        if (!piece.isEmpty()) {
            pieces.accept(piece);
        }
    }

    @Override
    public String toString() {
        return said.toString();
    }
}
