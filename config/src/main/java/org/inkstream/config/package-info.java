/**
 * Settings: records that validate themselves, and the loader that reports every problem at once.
 */
@NullMarked
package org.inkstream.config;

import org.jspecify.annotations.NullMarked;
