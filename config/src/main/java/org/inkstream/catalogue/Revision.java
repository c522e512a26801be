package org.inkstream.catalogue;

import io.vertx.core.json.JsonObject;
import org.inkstream.identity.CanonicalJson;

/**
 * What decides how a letter is read, and the name of it. A run keeps the revision that it began
 * with.
 *
 * @param hash SHA-256 of the canonical form of {@code content}, 64 characters
 * @param content catalogue, extractor version, and where models are asked routes, models and
 *     prompts
 */
public record Revision(String hash, JsonObject content) {
    /** Of a service without models. */
    public static Revision of(ToolCatalogue catalogue, String extractorVersion) {
        return of(catalogue, extractorVersion, new JsonObject());
    }

    /**
     * @param extractorVersion of the code that reads letters; a new one makes new runs
     * @param inference routes, models and prompts; empty if every tool works by rules, and then
     *     without effect
     */
    public static Revision of(
            ToolCatalogue catalogue, String extractorVersion, JsonObject inference) {
        JsonObject content =
                new JsonObject()
                        .put("catalogue", catalogue.canonical())
                        .put("extractor", extractorVersion);
        if (!inference.isEmpty()) {
            content.put("inference", inference);
        }
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
