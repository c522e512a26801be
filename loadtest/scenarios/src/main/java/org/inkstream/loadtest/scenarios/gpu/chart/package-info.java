/** Charts as SVG that stands for itself: no script, no font, no file beside it. */
@NullMarked
package org.inkstream.loadtest.scenarios.gpu.chart;

import org.jspecify.annotations.NullMarked;
