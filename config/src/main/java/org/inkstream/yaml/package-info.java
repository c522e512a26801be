/** YAML files that people write: reading them, and telling every problem at once. */
@NullMarked
package org.inkstream.yaml;

import org.jspecify.annotations.NullMarked;
