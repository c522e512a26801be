package org.inkstream.loadtest.scenarios.gpu;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs that were measured, a file each, so that whoever measures for hours can be interrupted. Used
 * on one thread.
 */
final class KeptRuns {
    private static final int DIGITS = 8;

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                    .visibility(PropertyAccessor.GETTER, Visibility.NONE)
                    .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
                    .addModule(times())
                    .build();

    private final @Nullable Path folder;

    private KeptRuns(@Nullable Path folder) {
        this.folder = folder;
    }

    /** Keeps nothing. */
    static KeptRuns none() {
        return new KeptRuns(null);
    }

    /**
     * @param folder which is made if there is none
     */
    static KeptRuns in(Path folder) throws IOException {
        return new KeptRuns(Files.createDirectories(folder));
    }

    /**
     * The run, if it was kept.
     *
     * @param name for people
     * @param what everything that tells this run from others
     * @throws IllegalArgumentException if what was kept cannot be read; the message says what to do
     */
    Optional<Sample> find(String name, String what) {
        if (folder == null || !Files.exists(file(folder, name, what))) {
            return Optional.empty();
        }
        Path file = file(folder, name, what);
        try {
            return Optional.of(JSON.readValue(file.toFile(), Sample.class));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    file + " holds no run; delete it, and that run is measured again", unreadable);
        }
    }

    /** A file is there whole or not at all. */
    void keep(String name, String what, Sample sample) {
        if (folder == null) {
            return;
        }
        Path file = file(folder, name, what);
        Path begun = file.resolveSibling(file.getFileName() + ".begun");
        try {
            JSON.writeValue(begun.toFile(), sample);
            Files.move(begun, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException full) {
            throw new UncheckedIOException("cannot keep a run as " + file, full);
        }
    }

    private static Path file(Path folder, String name, String what) {
        String digest = UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8)).toString();
        String words = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return folder.resolve(words + "-" + digest.substring(0, DIGITS) + ".json");
    }

    private static SimpleModule times() {
        return new SimpleModule()
                .addSerializer(Instant.class, ToStringSerializer.instance)
                .addSerializer(Duration.class, ToStringSerializer.instance)
                .addDeserializer(Instant.class, new Parsed<>(Instant.class, Instant::parse))
                .addDeserializer(Duration.class, new Parsed<>(Duration.class, Duration::parse));
    }

    /** As its {@code toString} writes it. */
    private static final class Parsed<T> extends FromStringDeserializer<T> {
        private static final long serialVersionUID = 1L;

        private final transient Function<String, T> parse;

        Parsed(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        protected T _deserialize(String written, DeserializationContext context) {
            return parse.apply(written);
        }
    }
}
