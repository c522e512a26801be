package org.inkstream.config;

/** Everything that is given from outside. See {@code settings.example.yaml} for each key. */
public record Settings(
        InstanceSettings instance,
        KafkaSettings kafka,
        StoreSettings store,
        JournalSettings journal,
        WorkflowSettings workflow,
        AgentsSettings agents,
        QualitySettings quality,
        HttpSettings http,
        EmbeddedSettings embedded) {}
