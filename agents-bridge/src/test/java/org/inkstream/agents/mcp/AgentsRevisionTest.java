package org.inkstream.agents.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Map;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.Calls;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.server.ToolRouting;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.config.AgentsSettings;
import org.inkstream.config.Settings;
import org.inkstream.loadtest.peers.ScriptedAgent;
import org.inkstream.loadtest.peers.ScriptedReply;
import org.inkstream.time.VertxTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What agents elsewhere say of themselves, over a real connection. */
class AgentsRevisionTest {
    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private ScriptedAgent peer;

    @BeforeEach
    void start() {
        peer = ScriptedAgent.start(vertx).await();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void the_revision_is_known_before_the_first_call_and_follows_an_agent_that_came_back() {
        peer.introduction().revision("blue");
        Agents agents = agentsAt(peer.url());
        String before = agents.revision();
        agents.askRevision(vertx).await();
        String asked = agents.revision();
        Agent agent = agentOf(agents);
        call(agent);
        peer.introduction().revision("green");

        // As when an agent is started anew: one call breaks, and the next finds another agent.
        peer.then(Calls.SUMMARY, ScriptedReply.resetMidBody());
        call(agent);
        call(agent);
        String after = awaitChange(agents, "blue");

        assertThat(before).isEqualTo(Agents.UNKNOWN_REVISION);
        assertThat(asked).isEqualTo("blue");
        assertThat(after).isEqualTo("green");
        agents.close();
    }

    @Test
    void agents_that_cannot_be_reached_have_no_known_revision() {
        Agents agents = agentsAt("http://127.0.0.1:1/mcp");

        var asked = agents.askRevision(vertx);
        asked.transform(any -> io.vertx.core.Future.succeededFuture()).await();

        assertThat(((org.inkstream.agents.call.CallFailure) asked.cause()).errorClass())
                .isEqualTo(ErrorClass.CONNECTION);
        assertThat(agents.revision()).isEqualTo(Agents.UNKNOWN_REVISION);
        agents.close();
    }

    @Test
    void agents_are_believed_to_honour_keys_when_they_say_so_unless_the_settings_know_better() {
        Agents silent = agentsAt(peer.url());
        silent.askRevision(vertx).await();
        peer.introduction().honoursKeys();
        Agents honest = agentsAt(peer.url());
        boolean before = honest.honourKeys();
        honest.askRevision(vertx).await();

        assertThat(silent.honourKeys()).isFalse();
        assertThat(before).isFalse();
        assertThat(honest.honourKeys()).isTrue();
        assertThat(agentsAt(peer.url(), "never").honourKeys()).isFalse();
        assertThat(agentsAt(peer.url(), "always").honourKeys()).isTrue();
        assertThat(agentsAt("").honourKeys()).isTrue();
    }

    @Test
    void built_in_agents_are_part_of_the_program_and_have_none_of_their_own() {
        assertThat(agentsAt("").revision()).isEmpty();
    }

    private Agents agentsAt(String url) {
        return agentsAt(url, "auto");
    }

    private Agents agentsAt(String url, String honourKeys) {
        AgentsSettings settings =
                Settings.loader()
                        .override(Map.of("agents.url", url, "agents.honourKeys", honourKeys))
                        .load()
                        .agents();
        ToolCatalogue catalogue = Calls.catalogue();
        return new Agents(
                settings,
                catalogue,
                new ToolSchemas(catalogue),
                Map.of(),
                ToolRouting.RULES,
                new VertxTimers(vertx, loop));
    }

    private Agent agentOf(Agents agents) {
        Promise<Agent> agent = Promise.promise();
        loop.runOnContext(
                now ->
                        agent.complete(
                                agents.linesOn(vertx, loop, new VertxTimers(vertx, loop))
                                        .apply(Calls.AGENT)
                                        .agent()));
        return agent.future().await();
    }

    private void call(Agent agent) {
        Promise<ToolReply> reply = Promise.promise();
        loop.runOnContext(
                now ->
                        agent.call(Calls.aCall(), 1, CallProgress.IGNORED)
                                .reply()
                                .onComplete(reply));
        reply.future().transform(any -> io.vertx.core.Future.succeededFuture()).await();
    }

    private String awaitChange(Agents agents, String from) {
        for (int i = 0; i < 500 && agents.revision().equals(from); i++) {
            vertx.timer(10).await();
        }
        return agents.revision();
    }
}
