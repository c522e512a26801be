package org.inkstream.agents.letters.content;

import org.inkstream.agents.letters.text.CleanText;
import org.inkstream.agents.letters.text.LetterText;

/** The running text in which a letter says what it has to say. */
final class Body {
    private Body() {}

    static CleanText of(LetterText letter) {
        return letter.clean();
    }
}
