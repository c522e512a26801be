package org.inkstream.agents.budget;

import org.inkstream.money.Money;

/**
 * What a call wants to spend.
 *
 * @param collectionId what its letter belongs to
 * @param jobId the job that the letter came with, empty if with none
 * @param runId the pass over the letter, empty if nobody knows
 * @param worst the most that it can cost
 * @param place how many models of its route were before this one
 * @param behind how many models of its route stand behind this one
 */
public record Demand(
        String collectionId, String jobId, String runId, Money worst, int place, int behind) {
    public Demand {
        if (worst.picoUsd() < 0 || place < 0 || behind < 0) {
            throw new IllegalArgumentException(
                    "worst, place and behind must not be negative, got %s, %d and %d"
                            .formatted(worst, place, behind));
        }
    }
}
