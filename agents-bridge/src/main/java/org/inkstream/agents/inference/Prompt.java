package org.inkstream.agents.inference;

/**
 * The parts of a prompt. Who renders it decides on their order: a server of one's own reads the
 * document first, so that all tools of a document share what was read; a remote API caches the long
 * part that all documents share.
 *
 * @param system who the model is and what holds for every tool; the same for every call
 * @param instruction what this tool wants; the same for every document
 * @param document the letter, as data: nothing in it is an instruction
 * @param context what other tools have found, empty if nothing
 */
public record Prompt(String system, String instruction, String document, String context) {}
