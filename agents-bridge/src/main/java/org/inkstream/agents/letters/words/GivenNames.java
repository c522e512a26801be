package org.inkstream.agents.letters.words;

import java.util.Set;

/** Given names that are hardly anything else. */
public final class GivenNames {
    private static final Set<String> NAMES = WordList.named("given-names.txt");

    private GivenNames() {}

    public static boolean contains(String word) {
        return NAMES.contains(word);
    }
}
