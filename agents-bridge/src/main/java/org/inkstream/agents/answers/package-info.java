/** Answers that cost money or GPU time, kept for whoever asks again with the same key. */
@NullMarked
package org.inkstream.agents.answers;

import org.jspecify.annotations.NullMarked;
