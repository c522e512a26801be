/** What the store must give back as it was given. */
@NullMarked
package org.inkstream.pipeline.store.mongo;

import org.jspecify.annotations.NullMarked;
