package org.inkstream.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version as the build wrote it, and the Java it runs on. */
public final class BuildVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "inkstream " + number(),
            "Java " + Runtime.version() + " (" + System.getProperty("java.vendor", "unknown") + ")"
        };
    }

    /** Such as {@code 0.1.0}. */
    public static String number() {
        try (InputStream written = BuildVersion.class.getResourceAsStream("build.properties")) {
            if (written == null) {
                return "unknown";
            }
            Properties build = new Properties();
            build.load(written);
            return build.getProperty("version", "unknown");
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the version of this build", unreadable);
        }
    }
}
