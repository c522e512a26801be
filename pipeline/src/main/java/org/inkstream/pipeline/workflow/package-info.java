/** The straight line of one document. Read this first. */
@NullMarked
package org.inkstream.pipeline.workflow;

import org.jspecify.annotations.NullMarked;
