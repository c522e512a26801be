/** JSON Schemas, compiled once: what a tool accepts, and what it may answer. */
@NullMarked
package org.inkstream.agents.schema;

import org.jspecify.annotations.NullMarked;
