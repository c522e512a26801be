package org.inkstream.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.inkstream.time.Timers;
import org.jspecify.annotations.Nullable;

/** The meters of one process: one registry, its recorders, and its scrape. */
public final class Metrics implements AutoCloseable {
    private static final PrometheusConfig CONFIG =
            new PrometheusConfig() {
                @Override
                public @Nullable String get(String key) {
                    return null;
                }

                @Override
                public Properties prometheusProperties() {
                    // Micrometer's own would put exemplars where OpenMetrics has none.
                    return new Properties();
                }
            };

    private final Exemplars exemplars;
    private final PrometheusMeterRegistry registry;
    private final PipelineMetrics pipeline;
    private final AgentMetrics agents;
    private final StoreMetrics store;
    private final CostMetrics cost;
    private final NsqMeters nsq;
    private final JobMetrics jobs;
    private final BacklogMetrics backlog;
    private final EndpointMetrics endpoints;
    private final BudgetMetrics budgets;
    private final Timer loopLag;
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

    /**
     * Those of a process that sends no spans.
     *
     * @param version of the build that runs
     */
    public Metrics(String version) {
        this(version, false);
    }

    /**
     * @param version of the build that runs
     * @param traced whether this process sends spans, which exemplars can name
     */
    public Metrics(String version, boolean traced) {
        exemplars = new Exemplars(traced);
        registry = registry(exemplars);
        Meters meters = new Meters(registry, new LabelGuard(), exemplars);
        pipeline = new PipelineMetrics(meters);
        agents = new AgentMetrics(meters);
        store = new StoreMetrics(meters);
        cost = new CostMetrics(meters);
        nsq = new NsqMeters(meters);
        jobs = new JobMetrics(meters);
        backlog = new BacklogMetrics(meters);
        endpoints = new EndpointMetrics(meters);
        budgets = new BudgetMetrics(meters);
        loopLag = meters.timer(MeterCatalogue.LOOP_LAG);
        meters.info(
                MeterCatalogue.BUILD_INFO, version, System.getProperty("java.version", "unknown"));
    }

    private static PrometheusMeterRegistry registry(Exemplars exemplars) {
        return exemplars
                .spans()
                .map(
                        spans ->
                                new PrometheusMeterRegistry(
                                        CONFIG, new PrometheusRegistry(), Clock.SYSTEM, spans))
                .orElseGet(() -> new PrometheusMeterRegistry(CONFIG));
    }

    /** By which whoever records says which trace it is about. */
    public Exemplars exemplars() {
        return exemplars;
    }

    public PipelineMetrics pipeline() {
        return pipeline;
    }

    public AgentMetrics agents() {
        return agents;
    }

    public StoreMetrics store() {
        return store;
    }

    public CostMetrics cost() {
        return cost;
    }

    public NsqMeters nsq() {
        return nsq;
    }

    public JobMetrics jobs() {
        return jobs;
    }

    public BacklogMetrics backlog() {
        return backlog;
    }

    public EndpointMetrics endpoints() {
        return endpoints;
    }

    public BudgetMetrics budgets() {
        return budgets;
    }

    /** Not yet started; one for each event loop. */
    public LoopLag loopLag(Timers timers) {
        return new LoopLag(timers, loopLag);
    }

    public Scrape scrape() {
        return new Scrape(registry);
    }

    /** Adds memory, garbage collection, threads, processor, open files and uptime of this JVM. */
    public Metrics withJvm() {
        new JvmMemoryMetrics().bindTo(registry);
        garbageCollection.bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        return this;
    }

    /** A builder of a Vert.x whose servers and pools report to the same scrape. */
    public VertxBuilder vertx(VertxOptions options) {
        MicrometerMetricsOptions reported =
                new MicrometerMetricsOptions()
                        .setEnabled(true)
                        // No path, address or method: their values come from outside.
                        .setLabels(Set.of(Label.HTTP_CODE, Label.POOL_TYPE, Label.POOL_NAME));
        // Calls to agents are measured by our own recorders; measuring them twice costs CPU on the
        // hottest path.
        List.of(
                        MetricsDomain.HTTP_CLIENT,
                        MetricsDomain.NET_CLIENT,
                        MetricsDomain.NET_SERVER,
                        MetricsDomain.DATAGRAM_SOCKET,
                        MetricsDomain.EVENT_BUS)
                .forEach(reported::addDisabledMetricsCategory);
        return Vertx.builder()
                .with(new VertxOptions(options).setMetricsOptions(reported))
                .withMetrics(new MicrometerMetricsFactory(registry));
    }

    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }
}
