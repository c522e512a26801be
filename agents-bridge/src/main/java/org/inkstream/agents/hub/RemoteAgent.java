package org.inkstream.agents.hub;

import io.vertx.core.AsyncResult;
import io.vertx.core.http.HttpClientAgent;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.inkstream.agents.call.Agent;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an agent behind a URL in the roster for as long as it lists its tools, and looks for it
 * while it does not.
 */
final class RemoteAgent {
    private static final Logger LOGGER = LoggerFactory.getLogger(RemoteAgent.class);
    private static final Duration REFRESH = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Timers.Timer NO_TIMER = () -> false;

    private final RemoteListing listing;
    private final Roster roster;
    private final HttpLink link;
    private final Agent agent;
    private final String id;
    private final Timers timers;
    private Runnable freed = () -> {};
    private Timers.Timer next = NO_TIMER;
    private Duration pause = FIRST_PAUSE;
    private boolean isKnown;
    private boolean closed;

    /**
     * @param client asks for the tools
     * @param agent is asked to call them
     * @param most calls in the air at once
     */
    RemoteAgent(
            String url,
            HttpClientAgent client,
            Agent agent,
            int most,
            Roster roster,
            Timers timers) {
        this.id = URI.create(url).getRawAuthority().replaceFirst(".*@", "");
        this.listing = new RemoteListing(client, url, id);
        this.agent = agent;
        this.roster = roster;
        this.timers = timers;
        this.link = new HttpLink(id, agent, most, timers, () -> freed.run());
    }

    /** Asks now, and from time to time from now on. */
    void look() {
        listing.ask().onComplete(this::hear);
    }

    void close() {
        closed = true;
        next.cancel();
        roster.disconnect(link);
        agent.close();
    }

    private void hear(AsyncResult<List<HubTool>> listed) {
        if (closed) {
            return;
        }
        List<HubTool> tools = listed.succeeded() ? roster.admissible(listed.result()) : List.of();
        if (tools.isEmpty()) {
            lose(listed);
            next = timers.after(pause, this::look);
            pause = pause.multipliedBy(2).compareTo(REFRESH) < 0 ? pause.multipliedBy(2) : REFRESH;
            return;
        }
        link.serve(tools.stream().map(HubTool::name).collect(Collectors.toSet()));
        HubAgent known = roster.connect(link, tools);
        freed = known::pump;
        known.pump();
        if (!isKnown) {
            LOGGER.atInfo()
                    .addKeyValue("agent", id)
                    .addKeyValue("tools", tools.size())
                    .log("an agent is called over HTTP");
        }
        isKnown = true;
        pause = FIRST_PAUSE;
        next = timers.after(REFRESH, this::look);
    }

    private void lose(AsyncResult<List<HubTool>> listed) {
        if (isKnown || pause.equals(FIRST_PAUSE)) {
            LOGGER.atWarn()
                    .addKeyValue("agent", id)
                    .addKeyValue(
                            "cause",
                            listed.failed() ? listed.cause().getMessage() : "it serves no tool")
                    .log("an agent cannot be called over HTTP");
        }
        isKnown = false;
        roster.disconnect(link);
    }
}
