package org.inkstream.app.service;

import java.time.Duration;
import org.inkstream.agents.call.CallListener;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.ops.OperatorLog;
import org.inkstream.pipeline.workflow.Finished;
import org.inkstream.pipeline.workflow.WorkflowEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what happens into meters and log lines. Called on every event loop. */
final class ServiceEvents implements WorkflowEvents, CallListener {
    private static final Logger LOGGER = LoggerFactory.getLogger(ServiceEvents.class);

    private final OperatorLog operatorLog = new OperatorLog();

    @Override
    public void opened(Run run, boolean resumed) {
        if (resumed) {
            LOGGER.atInfo()
                    .addKeyValue("documentId", run.documentId())
                    .log("run goes on where its last owner left it");
        }
    }

    @Override
    public void calling(ToolCall call) {
        operatorLog.invoking(call);
    }

    @Override
    public void ended(Run run, StepResult result) {
        if (result.ending() == StepResult.Ending.FAILED) {
            operatorLog.failed(result);
        }
    }

    @Override
    public void retried(ToolCall call, int attempts, ErrorClass errorClass, Duration pause) {
        LOGGER.atDebug()
                .addKeyValue("documentId", call.documentId())
                .addKeyValue("tool", call.tool())
                .addKeyValue("attempt", attempts)
                .addKeyValue("outcome", errorClass.wireName())
                .log("tool call will be retried");
    }

    @Override
    public void enriched(Run run, Finished finished, Duration took) {
        operatorLog.enriched(run.documentId(), took);
    }
}
