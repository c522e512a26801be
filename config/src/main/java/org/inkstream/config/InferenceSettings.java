package org.inkstream.config;

/**
 * Which models answer tools, and what they are asked.
 *
 * @param models path of the models file; empty means that every tool works by rules
 * @param promptFolder folder whose prompts win over those that come with the program; empty means
 *     none
 */
public record InferenceSettings(String models, String promptFolder) {}
