package org.inkstream.agents.gateway.fusion;

import java.util.List;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.models.ModelSpec;

/**
 * What requests must have in common to share a generation: the pass over a document, what they read
 * first, whom they ask, and with whom they may be asked.
 */
record Meeting(
        String groupId,
        int priority,
        ModelSpec model,
        ModelRequest.Place place,
        List<String> tools,
        String system,
        String document) {
    static Meeting of(ModelRequest request) {
        return new Meeting(
                request.tag().groupId(),
                request.tag().priority(),
                request.model(),
                request.place(),
                request.together().tools(),
                request.prompt().system(),
                request.prompt().document());
    }
}
