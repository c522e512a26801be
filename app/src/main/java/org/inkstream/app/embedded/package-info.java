/**
 * The broker and the store inside this process: the only package that sees their server classes.
 */
@NullMarked
package org.inkstream.app.embedded;

import org.jspecify.annotations.NullMarked;
