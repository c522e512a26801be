package org.inkstream.command;

/**
 * A top-level command of {@code ./inkstream}, found by {@link java.util.ServiceLoader}. An
 * implementation is a picocli {@code @Command} class that also implements {@code Callable<Integer>}
 * and has a public no-argument constructor.
 */
public interface InkstreamCommand {}
