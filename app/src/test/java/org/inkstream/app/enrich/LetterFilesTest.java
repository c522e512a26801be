package org.inkstream.app.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LetterFilesTest {
    @TempDir private Path folder;

    @Test
    void a_folder_is_searched_recursively_in_the_order_of_names() throws IOException {
        write("box/2/b.txt");
        write("box/2/a.json");
        write("box/1.TXT");
        write("box/README.md");
        write("box/truth.jsonl");

        LetterFiles files = find(folder.resolve("box"));

        assertThat(files.letters())
                .extracting(LetterFile::name)
                .containsExactly("1.TXT", "2/a.json", "2/b.txt");
        assertThat(files.letters())
                .extracting(LetterFile::documentId)
                .containsExactly("1", "2/a", "2/b");
        assertThat(files.letters()).extracting(LetterFile::collectionId).containsOnly("box");
        assertThat(files.refused()).isEmpty();
    }

    @Test
    void hidden_files_and_the_folder_of_results_are_not_letters() throws IOException {
        write(".hidden.txt");
        write(".git/x.txt");
        write("out/letters/x.json");
        write("x.txt");

        LetterFiles files = LetterFiles.find(List.of(folder), folder.resolve("out"));

        assertThat(files.letters()).extracting(LetterFile::name).containsExactly("x.txt");
    }

    @Test
    void a_file_that_is_named_takes_its_collection_from_its_folder() throws IOException {
        write("box/7.txt");

        LetterFile letter = find(folder.resolve("box/7.txt")).letters().get(0);

        assertThat(letter.documentId()).isEqualTo("7");
        assertThat(letter.collectionId()).isEqualTo("box");
    }

    @Test
    void what_is_named_and_cannot_be_taken_is_refused_and_the_rest_goes_on() throws IOException {
        write("picture.png");
        write("x.txt");

        LetterFiles files =
                find(
                        folder.resolve("nowhere"),
                        folder.resolve("picture.png"),
                        folder.resolve("x.txt"));

        assertThat(files.refused())
                .extracting(Refusal::reason)
                .containsExactly(
                        "there is no such file or folder", "is neither a .txt nor a .json file");
        assertThat(files.letters()).hasSize(1);
    }

    private LetterFiles find(Path... arguments) {
        return LetterFiles.find(List.of(arguments), folder.resolve("elsewhere"));
    }

    private void write(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "Dear Anna,");
    }
}
