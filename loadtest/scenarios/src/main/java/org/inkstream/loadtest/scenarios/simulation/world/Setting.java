package org.inkstream.loadtest.scenarios.simulation.world;

import java.time.Duration;
import org.inkstream.config.KafkaSettings;
import org.inkstream.config.WorkflowSettings;
import org.inkstream.pipeline.workflow.Assembler;

/** Everything around the processes of one world. */
record Setting(
        Letters letters,
        Parts parts,
        Assembler assembler,
        KafkaSettings kafka,
        WorkflowSettings workflow,
        Duration deadAfter,
        Schedule schedule,
        Chance chance,
        Weather weather,
        CrashPlan crashes,
        Network network,
        Topic topic,
        Group group,
        JournalTable journal,
        OwnerTable owners,
        DueTable due,
        ResultTable results,
        Outbox outbox,
        Bills bills,
        AgentHouse house,
        boolean keysHonoured,
        Witness witness) {}
