/** The store on MongoDB. */
@NullMarked
package org.inkstream.pipeline.store.mongo;

import org.jspecify.annotations.NullMarked;
