/**
 * Tools that ask models: a call becomes a prompt, goes along its route of models, and comes back as
 * a result of which every value that was read off the page is proven by the page.
 */
@NullMarked
package org.inkstream.agents.modeltools;

import org.jspecify.annotations.NullMarked;
