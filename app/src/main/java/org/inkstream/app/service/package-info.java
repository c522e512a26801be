/**
 * The composition root: puts the parts of a running service together. Read {@link
 * org.inkstream.app.service.Service} first.
 */
@NullMarked
package org.inkstream.app.service;

import org.jspecify.annotations.NullMarked;
