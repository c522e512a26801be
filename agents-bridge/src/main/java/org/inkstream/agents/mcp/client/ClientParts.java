package org.inkstream.agents.mcp.client;

import java.time.Duration;
import java.util.function.Consumer;
import org.inkstream.agents.schema.AgentSchemas;
import org.inkstream.catalogue.ToolCatalogue;

/**
 * What the clients of a process share, whichever transport they use; everything is for any thread.
 *
 * @param schemas what agents promise of their results
 * @param revisions hears an agent's revision each time its tools have been listed
 * @param keys hears then whether it says that it honours idempotency keys
 * @param listAtMostEvery shortest time between two readings of an agent's tools, whatever it says
 */
public record ClientParts(
        AgentSchemas schemas,
        Consumer<String> revisions,
        Consumer<Boolean> keys,
        Duration listAtMostEvery) {
    private static final Duration USUAL = Duration.ofSeconds(5);

    public static ClientParts of(AgentSchemas schemas, Consumer<String> revisions) {
        return new ClientParts(schemas, revisions, honoured -> {}, USUAL);
    }

    void heard(AgentTools tools) {
        revisions.accept(tools.revision());
        keys.accept(tools.keys());
    }

    /** Of a client that nobody listens to. */
    static ClientParts alone() {
        return of(new AgentSchemas(ToolCatalogue.packaged()), revision -> {});
    }
}
