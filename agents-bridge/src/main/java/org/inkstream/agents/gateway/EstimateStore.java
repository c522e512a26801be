package org.inkstream.agents.gateway;

import io.vertx.core.Future;
import java.util.List;
import org.inkstream.agents.gateway.schedule.Known;

/**
 * Where what was learned of calls outlives the process. Each model and tool of an endpoint stands
 * by itself, and what was written last counts, whoever wrote it: processes that ask one server
 * learn the same. What nobody writes any more is forgotten after the retention of the store. For
 * any event loop; futures complete on the caller's context.
 */
public interface EstimateStore {
    /** Keeps nothing. */
    EstimateStore NONE =
            new EstimateStore() {
                @Override
                public Future<List<Known>> read(String endpoint) {
                    return Future.succeededFuture(List.of());
                }

                @Override
                public Future<Void> write(String endpoint, List<Known> learned) {
                    return Future.succeededFuture();
                }
            };

    /**
     * What is known of an endpoint's calls; what cannot be read is named in the log and left out.
     */
    Future<List<Known>> read(String endpoint);

    /** Takes the place of what was known of the same models and tools. */
    Future<Void> write(String endpoint, List<Known> learned);
}
