package org.inkstream.agents.prompts;

import java.util.regex.Pattern;

/**
 * Words by which chat templates tell who speaks, such as {@code <|im_start|>}. A server that
 * renders a template reads them in a letter as if they were its own, so they are broken by one
 * invisible character; nothing else of a letter is changed.
 */
public final class RoleTokens {
    /** U+2060, which has no width and which no template knows. */
    private static final String WORD_JOINER = "\u2060";

    private static final Pattern BEGINNING =
            Pattern.compile(
                    "<(?=[|\uFF5C])"
                            + "|<(?=/?(?:s|bos|eos|pad|unk|think|tool_call|tool_response"
                            + "|(?:start|end)_of_(?:turn|image)|unused\\d+)>)"
                            + "|<(?=<?/?SYS>>)"
                            + "|\\[(?=/?(?:INST|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS"
                            + "|SYSTEM_PROMPT)\\])",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern BROKEN = Pattern.compile("(?<=[<\\[])" + WORD_JOINER);

    private RoleTokens() {}

    static String broken(String text) {
        // Few letters have either sign, and the pattern looks at each of their characters.
        boolean possible = text.indexOf('<') >= 0 || text.indexOf('[') >= 0;
        return possible ? BEGINNING.matcher(text).replaceAll("$0" + WORD_JOINER) : text;
    }

    /** What a model copied from a letter, as it stands in the letter. */
    public static String mended(String text) {
        return text.contains(WORD_JOINER) ? BROKEN.matcher(text).replaceAll("") : text;
    }
}
