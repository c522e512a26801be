package org.inkstream.agents.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.inference.ModelEndpoint;

/** Remembers what it hears. */
final class Heard implements EndpointListener {
    final List<Outcome> outcomes = new ArrayList<>();
    final List<Duration> waits = new ArrayList<>();
    final List<String> prompts = new ArrayList<>();
    final Map<String, Duration> worked = new HashMap<>();
    final List<EndpointState> states = new ArrayList<>();
    final List<ModelEndpoint.Sight> sights = new ArrayList<>();
    int silences;

    @Override
    public void sent(String endpoint, CallTag tag, Duration waited) {
        waits.add(waited);
    }

    @Override
    public void ended(String endpoint, Outcome how) {
        outcomes.add(how);
    }

    @Override
    public void prompt(String endpoint, String model, long hit, long read) {
        prompts.add(model + " " + hit + " " + read);
    }

    @Override
    public void worked(String endpoint, String model, Duration time) {
        worked.merge(model, time, Duration::plus);
    }

    @Override
    public void stands(EndpointState state) {
        states.add(state);
    }

    @Override
    public void looked(String endpoint, ModelEndpoint.Sight sight) {
        sights.add(sight);
    }

    @Override
    public void silent(String endpoint, Throwable why) {
        silences++;
    }

    EndpointState last() {
        return states.get(states.size() - 1);
    }
}
