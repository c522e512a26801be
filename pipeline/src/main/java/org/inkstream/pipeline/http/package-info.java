/** The management port: the scrape and the health of this process. */
@NullMarked
package org.inkstream.pipeline.http;

import org.jspecify.annotations.NullMarked;
