package org.inkstream.loadtest.scenarios.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of a checkout that a stack is made of.
 *
 * @param root of the checkout
 */
record Checkout(Path root) {
    /** The one around a folder. */
    static Optional<Checkout> around(Path folder) {
        for (Path above = folder.toAbsolutePath(); above != null; above = above.getParent()) {
            if (Files.isRegularFile(above.resolve("docker/compose.yml"))) {
                return Optional.of(new Checkout(above));
            }
        }
        return Optional.empty();
    }

    Path docker() {
        return root.resolve("docker");
    }

    Path compose() {
        return docker().resolve("compose.yml");
    }

    /** The settings that {@code docker/up} begins with. */
    Path env() {
        return docker().resolve("example.env");
    }

    Path samples() {
        return root.resolve("samples");
    }
}
