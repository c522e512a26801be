package org.inkstream.agents.command;

import java.util.ArrayList;
import java.util.List;

/** Cuts a command line into its words; quotes of either kind keep words together. */
final class CommandWords {
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private char quote;

    private CommandWords() {}

    /**
     * @throws IllegalArgumentException if there is no word, or a quote without its end
     */
    static List<String> of(String line) {
        CommandWords words = new CommandWords();
        line.chars().forEach(c -> words.take((char) c));
        words.end();
        if (words.quote != 0) {
            throw new IllegalArgumentException("the command has a quote without its end");
        }
        if (words.words.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no command; write for example --agent 'stdio:python3 agents.py'");
        }
        return List.copyOf(words.words);
    }

    private void take(char c) {
        if (quote != 0) {
            if (c == quote) {
                quote = 0;
            } else {
                word.append(c);
            }
        } else if (c == '"' || c == '\'') {
            quote = c;
            inWord = true;
        } else if (Character.isWhitespace(c)) {
            end();
        } else {
            word.append(c);
            inWord = true;
        }
    }

    private void end() {
        if (inWord) {
            words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
    }
}
