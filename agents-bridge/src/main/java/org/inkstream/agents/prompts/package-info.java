/**
 * What models are asked: prompts as versioned files, and how they and a letter become one prompt in
 * which the letter is data.
 */
@NullMarked
package org.inkstream.agents.prompts;

import org.jspecify.annotations.NullMarked;
