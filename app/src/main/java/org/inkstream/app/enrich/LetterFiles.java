package org.inkstream.app.enrich;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/**
 * The {@code .txt} and {@code .json} files that the arguments name, folders searched recursively,
 * in the order of their names.
 *
 * @param letters what was found
 * @param refused arguments and folders that could not be looked at
 */
record LetterFiles(List<LetterFile> letters, List<Refusal> refused) {
    private static final String FALLBACK_COLLECTION = "letters";

    LetterFiles {
        letters = List.copyOf(letters);
        refused = List.copyOf(refused);
    }

    /**
     * @param results never searched, so that results are not taken for letters
     */
    static LetterFiles find(List<Path> arguments, Path results) {
        Search search = new Search(real(results));
        arguments.forEach(search::argument);
        return new LetterFiles(search.letters, search.refused);
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException absent) {
            return path.toAbsolutePath().normalize();
        }
    }

    private static boolean mayHoldLetter(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return name.endsWith(".txt") || name.endsWith(".json");
    }

    private static boolean isHidden(Path path) {
        return fileName(path).startsWith(".");
    }

    private static String fileName(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    private static final class Search {
        private final List<LetterFile> letters = new ArrayList<>();
        private final List<Refusal> refused = new ArrayList<>();
        private final Path results;

        private Search(Path results) {
            this.results = results;
        }

        private void argument(Path argument) {
            if (Files.isDirectory(argument)) {
                folder(argument);
            } else if (!Files.exists(argument)) {
                refused.add(new Refusal(argument.toString(), "there is no such file or folder"));
            } else if (!mayHoldLetter(fileName(argument))) {
                refused.add(new Refusal(argument.toString(), "is neither a .txt nor a .json file"));
            } else {
                Path folder = real(argument).getParent();
                letters.add(
                        letter(
                                argument,
                                fileName(argument),
                                folder == null ? "" : fileName(folder)));
            }
        }

        private void folder(Path folder) {
            List<LetterFile> found = new ArrayList<>();
            String collection = fileName(real(folder));
            try {
                Files.walkFileTree(
                        folder,
                        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                        Integer.MAX_VALUE,
                        new SimpleFileVisitor<>() {
                            @Override
                            public FileVisitResult preVisitDirectory(
                                    Path visited, BasicFileAttributes attributes) {
                                boolean skip = !visited.equals(folder) && isHidden(visited);
                                return skip || real(visited).equals(results)
                                        ? FileVisitResult.SKIP_SUBTREE
                                        : FileVisitResult.CONTINUE;
                            }

                            @Override
                            public FileVisitResult visitFile(
                                    Path file, BasicFileAttributes attributes) {
                                if (!isHidden(file) && mayHoldLetter(fileName(file))) {
                                    found.add(letter(file, relative(folder, file), collection));
                                }
                                return FileVisitResult.CONTINUE;
                            }

                            @Override
                            public FileVisitResult visitFileFailed(Path file, IOException cause) {
                                refused.add(
                                        new Refusal(file.toString(), "cannot be read: " + cause));
                                return FileVisitResult.CONTINUE;
                            }
                        });
            } catch (IOException failure) {
                refused.add(new Refusal(folder.toString(), "cannot be searched: " + failure));
            }
            found.sort(Comparator.comparing(LetterFile::name));
            letters.addAll(found);
        }

        private static String relative(Path folder, Path file) {
            return folder.relativize(file).toString().replace('\\', '/');
        }

        private static LetterFile letter(Path path, String name, String collection) {
            // Some file systems store names decomposed; the id must not depend on that.
            String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
            return new LetterFile(
                    path,
                    composed,
                    composed.substring(0, composed.lastIndexOf('.')),
                    collection.isEmpty() ? FALLBACK_COLLECTION : collection);
        }
    }
}
