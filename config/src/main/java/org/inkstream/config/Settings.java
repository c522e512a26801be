package org.inkstream.config;

/** Everything that is given from outside. See {@code settings.example.yaml} for each key. */
public record Settings(
        InstanceSettings instance,
        KafkaSettings kafka,
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
        HttpSettings http,
        TelemetrySettings telemetry,
        EmbeddedSettings embedded) {

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
                kafka.at(bootstrapServers),
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
                http,
                telemetry,
                embedded);
    }
}
