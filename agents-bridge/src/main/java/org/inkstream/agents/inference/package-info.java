/**
 * Asks models: one generation as one exchange with an inference server, for each of the protocols
 * that such servers speak.
 */
@NullMarked
package org.inkstream.agents.inference;

import org.jspecify.annotations.NullMarked;
