package org.inkstream.pipeline.ingest;

/**
 * A dead letter as the store keeps it, without its bytes.
 *
 * @param reference by which {@link LargeLetters#read} finds the bytes
 * @param bytes how many there are; zero where that was not noted
 * @param letter with no bytes in its delivery
 */
public record KeptLetter(String reference, int bytes, DeadLetter letter) {}
