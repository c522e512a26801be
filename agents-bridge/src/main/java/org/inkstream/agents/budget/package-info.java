/**
 * Money before it is spent: the most that a call of a paid model can cost is set aside from every
 * limit that concerns it, and what it did cost takes the place of that. {@link
 * org.inkstream.agents.budget.Book} says what a change does, {@link
 * org.inkstream.agents.budget.Purse} lets calls through from memory, {@link
 * org.inkstream.agents.budget.BudgetedEndpoints} puts it before the clients of inference servers.
 */
@NullMarked
package org.inkstream.agents.budget;

import org.jspecify.annotations.NullMarked;
