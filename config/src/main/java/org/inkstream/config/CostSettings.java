package org.inkstream.config;

/**
 * What model calls cost.
 *
 * @param priceFile takes the place of the packaged prices; empty means those
 */
public record CostSettings(String priceFile) {}
