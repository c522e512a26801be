/**
 * Jobs: many letters that are enriched together. {@link org.inkstream.pipeline.jobs.JobDesk} makes,
 * cancels and resumes them, {@link org.inkstream.pipeline.jobs.JobPass} goes through the letters of
 * one and asks of each what became of it.
 */
@NullMarked
package org.inkstream.pipeline.jobs;

import org.jspecify.annotations.NullMarked;
