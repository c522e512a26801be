package org.inkstream.agents.letters.evaluate;

import io.vertx.core.json.JsonObject;

/**
 * How one field was read. Recall is right / truths, precision is right / answered; only letters
 * whose truth is known count.
 */
final class Score {
    private int truths;
    private int answered;
    private int right;
    private int truthsInText;
    private int rightInText;

    void add(boolean isAnswered, boolean isRight) {
        truths++;
        answered += isAnswered ? 1 : 0;
        right += isRight ? 1 : 0;
    }

    /** Counts a truth again that is known to stand on the page. */
    void addInText(boolean isRight) {
        truthsInText++;
        rightInText += isRight ? 1 : 0;
    }

    int truths() {
        return truths;
    }

    int answered() {
        return answered;
    }

    int right() {
        return right;
    }

    int truthsInText() {
        return truthsInText;
    }

    double recall() {
        return share(right, truths);
    }

    double precision() {
        return share(right, answered);
    }

    /** Recall over the truths that stand on the page. */
    double recallInText() {
        return share(rightInText, truthsInText);
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    JsonObject toJson() {
        JsonObject json =
                new JsonObject()
                        .put("truths", truths)
                        .put("answered", answered)
                        .put("right", right)
                        .put("recall", recall())
                        .put("precision", precision());
        return truthsInText == 0
                ? json
                : json.put("truths_in_text", truthsInText).put("recall_in_text", recallInText());
    }
}
