/**
 * Workers that kill themselves at a point that is named, in a JVM of their own: {@link
 * PointsScenario} walks all points, {@link SelfKilling} is put around the parts of a service.
 */
@NullMarked
package org.inkstream.loadtest.scenarios.crashpoints;

import org.jspecify.annotations.NullMarked;
