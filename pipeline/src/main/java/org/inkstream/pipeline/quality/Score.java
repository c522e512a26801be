package org.inkstream.pipeline.quality;

import java.util.List;

/**
 * How complete a letter is.
 *
 * @param completeness weight of the resolved fields by weight of the applicable ones, 0 to 1,
 *     without system fields
 * @param system the same for system fields alone
 * @param seed share of the older system's 18 required paths that have a value, counted as it did
 * @param required how many required fields are resolved
 * @param missing paths of the required fields that are not resolved, and of the important ones
 *     where somebody was asked, in schema order
 */
public record Score(
        double completeness, double system, double seed, int required, List<String> missing) {
    public Score {
        missing = List.copyOf(missing);
    }
}
