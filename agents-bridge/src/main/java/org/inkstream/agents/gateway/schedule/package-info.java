/**
 * Decides which calls an endpoint gets next. Pure: it is told what happens and what the clock says,
 * and says what may be sent; nothing here waits, sends or has threads. Begin at {@link
 * org.inkstream.agents.gateway.schedule.Schedule}, then {@code GroupSchedule}: lanes (one for each
 * model that must be loaded), in a lane priority classes, in a class collections, in a collection
 * the calls of one document together ({@code Group}). A {@code Placement} knows how the server
 * works on several calls, a {@code Limit} on how many.
 */
@NullMarked
package org.inkstream.agents.gateway.schedule;

import org.jspecify.annotations.NullMarked;
