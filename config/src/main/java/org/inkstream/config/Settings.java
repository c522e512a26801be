package org.inkstream.config;

/** Everything that is given from outside. See {@code settings.example.yaml} for each key. */
public record Settings(
        InstanceSettings instance,
        EventsSettings events,
        KafkaSettings kafka,
        NsqSettings nsq,
        StoreSettings store,
        JournalSettings journal,
        WorkflowSettings workflow,
        HealSettings heal,
        AgentsSettings agents,
        InferenceSettings inference,
        GatewaySettings gateway,
        HubSettings hub,
        QualitySettings quality,
        CostSettings cost,
        BudgetSettings budgets,
        CoordinatorSettings coordinator,
        HttpSettings http,
        TelemetrySettings telemetry,
        EmbeddedSettings embedded) {

    public Settings {
        new Check()
                .that(
                        !events.to().nsq() || !nsq.nsqd().isEmpty(),
                        "nsq.nsqd",
                        "must name an nsqd where events.to is nsq or both")
                .that(
                        !events.from().nsq() || !nsq.nsqd().isEmpty() || !nsq.lookupd().isEmpty(),
                        "nsq.nsqd",
                        "must name an nsqd where events.from is nsq or both, or nsq.lookupd must"
                                + " say who knows one")
                .that(
                        !events.from().nsq() || !nsq.subscriptions().isEmpty(),
                        "nsq.subscriptions",
                        "must name something to read where events.from is nsq or both")
                .orThrow();
    }

    /** Everything as in the packaged {@code settings.example.yaml}. */
    public static Settings defaults() {
        return loader().load();
    }

    /** A loader that starts from the defaults. */
    public static SettingsLoader loader() {
        return new SettingsLoader();
    }

    /** The same settings with this broker and this store. */
    public Settings at(String bootstrapServers, String storeUri) {
        return new Settings(
                instance,
                events,
                kafka.at(bootstrapServers),
                nsq,
                store.at(storeUri),
                journal,
                workflow,
                heal,
                agents,
                inference,
                gateway,
                hub,
                quality,
                cost,
                budgets,
                coordinator,
                http,
                telemetry,
                embedded);
    }

    /** The same settings where everything goes over Kafka. */
    public Settings overKafka() {
        return new Settings(
                instance,
                new EventsSettings(EventsSettings.Brokers.KAFKA, EventsSettings.Brokers.KAFKA),
                kafka,
                nsq,
                store,
                journal,
                workflow,
                heal,
                agents,
                inference,
                gateway,
                hub,
                quality,
                cost,
                budgets,
                coordinator,
                http,
                telemetry,
                embedded);
    }
}
