package org.inkstream.pipeline.jobs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes batches of tasks that a queue takes at once.
 *
 * @param queue where they go
 * @param mostTasks in one batch, at least 1
 * @param mostBytes in one batch; a larger task is a batch of its own
 */
record TaskBatches(TaskQueue queue, int mostTasks, int mostBytes) {
    /**
     * One batch.
     *
     * @param documents whose tasks are in it, in the same order
     * @param lost documents that have no task any more
     */
    record Batch(List<JobDocument> documents, List<Task> tasks, List<JobDocument> lost) {
        private static Batch empty() {
            return new Batch(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /**
     * @param tasks by document id
     */
    List<Batch> of(List<JobDocument> documents, Map<String, Task> tasks) {
        List<Batch> batches = new ArrayList<>();
        Batch open = Batch.empty();
        int bytes = 0;
        for (JobDocument document : documents) {
            Task stored = tasks.get(document.documentId());
            if (stored == null) {
                open.lost.add(document);
                continue;
            }
            Task task = stored.marked(document.mark());
            int size = task.json().getBytes(StandardCharsets.UTF_8).length;
            boolean full = open.tasks.size() >= mostTasks || bytes + size > mostBytes;
            if (full && !open.tasks.isEmpty()) {
                batches.add(open);
                open = Batch.empty();
                bytes = 0;
            }
            open.documents.add(document);
            open.tasks.add(task);
            bytes += size;
        }
        batches.add(open);
        return batches;
    }
}
