package org.inkstream.agents.prompts;

import org.inkstream.identity.Hashes;

/**
 * Two lines around a text that cannot stand inside it: they carry a code made of the text itself.
 * The same text always has the same fence, so that servers can share what they have read.
 */
final class Fence {
    private static final int CODE_LENGTH = 24;

    private Fence() {}

    /**
     * @param what the text is, in capitals
     */
    static String around(String what, String text) {
        String code = code(text);
        return "BEGIN "
                + what
                + " "
                + code
                + "\n"
                + RoleTokens.broken(text)
                + "\nEND "
                + what
                + " "
                + code;
    }

    /**
     * To write a text that holds the hash of itself is beyond anybody; it is checked all the same.
     */
    private static String code(String text) {
        String hash = Hashes.sha256(text);
        while (text.contains(hash.substring(0, CODE_LENGTH))) {
            hash = Hashes.sha256(hash);
        }
        return hash.substring(0, CODE_LENGTH);
    }
}
