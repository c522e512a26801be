package org.inkstream.agents.letters.language;

/**
 * A language that a text seems to be written in.
 *
 * @param tag BCP 47, such as {@code de}
 * @param confidence above 0, at most 1
 */
public record LanguageGuess(String tag, double confidence) {}
