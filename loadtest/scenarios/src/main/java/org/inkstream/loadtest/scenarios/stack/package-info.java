/**
 * The stack of {@code docker/compose.yml} as plain processes of this machine: {@link
 * org.inkstream.loadtest.scenarios.stack.ComposeFile} reads what is written there, {@link
 * org.inkstream.loadtest.scenarios.stack.Places} says where each container is here, {@link
 * org.inkstream.loadtest.scenarios.stack.Stack} starts and watches them, and {@link
 * org.inkstream.loadtest.scenarios.stack.StackScenario} is what is tried on them.
 */
@NullMarked
package org.inkstream.loadtest.scenarios.stack;

import org.jspecify.annotations.NullMarked;
