package org.inkstream.pipeline.workflow;

import java.util.Set;

/**
 * A stored letter with fields that their tools could not be brought to fill.
 *
 * @param runId that made it
 * @param version that is current
 * @param tools that failed, or gave a placeholder
 */
public record HealCandidate(
        String documentId,
        String collectionId,
        String runId,
        String textHash,
        String revision,
        int version,
        Set<String> tools) {
    public HealCandidate {
        tools = Set.copyOf(tools);
    }

    /** The same letter, of which only these tools are asked for. */
    public HealCandidate onlyFor(Set<String> wanted) {
        return new HealCandidate(
                documentId, collectionId, runId, textHash, revision, version, wanted);
    }
}
