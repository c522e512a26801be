package org.inkstream.money;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A class of tokens with a price of its own. No token belongs to two of them. */
public enum TokenClass {
    /** Of the prompt, neither read from nor written to a cache. */
    INPUT,
    /** Generated, thinking included. */
    OUTPUT,
    /** Of the prompt, served from a cache. */
    CACHE_READ,
    /** Of the prompt, written to a cache that keeps them for five minutes. */
    CACHE_WRITE_5M,
    /** Of the prompt, written to a cache that keeps them for an hour. */
    CACHE_WRITE_1H;

    /** As price files and records spell it, such as {@code cache_write_5m}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> wireNames() {
        return Arrays.stream(values()).map(TokenClass::wireName).toList();
    }
}
