package org.inkstream.catalogue;

import io.vertx.core.json.JsonObject;
import org.inkstream.identity.CanonicalJson;

/**
 * What decides how a letter is read, and the name of it. A run keeps the revision that it began
 * with.
 *
 * @param hash SHA-256 of the canonical form of {@code content}, 64 characters
 * @param content catalogue and extractor version
 */
public record Revision(String hash, JsonObject content) {
    /**
     * @param extractorVersion of the code that reads letters; a new one makes new runs
     */
    public static Revision of(ToolCatalogue catalogue, String extractorVersion) {
        JsonObject content =
                new JsonObject()
                        .put("catalogue", catalogue.canonical())
                        .put("extractor", extractorVersion);
        return new Revision(CanonicalJson.sha256(content), content);
    }

    /**
     * The same configuration with agents elsewhere.
     *
     * @param agents the revision that they tell; empty if they tell none, and then without effect
     */
    public Revision servedBy(String agents) {
        if (agents.isEmpty()) {
            return this;
        }
        JsonObject served = content.copy().put("agents", agents);
        return new Revision(CanonicalJson.sha256(served), served);
    }
}
