package org.inkstream.config;

/**
 * When a letter may be published without a person.
 *
 * @param minimumConfidence of each required field, 0 to 1
 * @param samplingShare of publishable letters that are reviewed all the same, 0 to 1
 */
public record QualitySettings(double minimumConfidence, double samplingShare) {
    public QualitySettings {
        new Check()
                .share("minimumConfidence", minimumConfidence)
                .share("samplingShare", samplingShare)
                .orThrow();
    }
}
