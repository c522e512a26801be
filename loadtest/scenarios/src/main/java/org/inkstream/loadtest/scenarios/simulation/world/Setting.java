package org.inkstream.loadtest.scenarios.simulation.world;

import java.time.Duration;
import java.util.Map;
import org.inkstream.config.KafkaSettings;
import org.inkstream.config.WorkflowSettings;
import org.inkstream.pipeline.workflow.Assembler;

/**
 * Everything around the processes of one world.
 *
 * @param connections of each process to the agents
 * @param mostAnnounced how many calls of a process may be said to be made, or be in the air
 */
record Setting(
        Letters letters,
        Parts parts,
        Assembler assembler,
        KafkaSettings kafka,
        WorkflowSettings workflow,
        Duration deadAfter,
        int connections,
        int mostAnnounced,
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
        BudgetTable budget,
        Map<String, String> runOfText,
        ResultTable results,
        Outbox outbox,
        Bills bills,
        AgentHouse house,
        boolean keysHonoured,
        Witness witness) {}
