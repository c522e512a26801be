package org.inkstream.app.enrich;

/**
 * A file or letter that did not make it, and why.
 *
 * @param name file or document id
 * @param reason what is wrong and, where it helps, what to do
 */
record Refusal(String name, String reason) {}
