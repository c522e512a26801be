package org.inkstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docker/certs/generate.sh}; skipped where openssl or bash is missing. */
class CertificateScriptTest {
    private static final Path SCRIPT = Path.of("../docker/certs/generate.sh").toAbsolutePath();

    @TempDir private Path folder;

    @BeforeEach
    void needs_its_tools() {
        assumeTrue(isInstalled("openssl") && isInstalled("bash"), "openssl is not installed");
    }

    @Test
    void certificates_are_rsa_4096_for_two_years_and_for_the_names_that_were_asked_for()
            throws Exception {
        Answer answer = generate("--san", "enrichment.example.org", "--san", "10.0.0.7", "review");

        assertThat(answer.code).as(answer.text).isZero();
        X509Certificate certificate = certificate("review.crt");
        certificate.verify(certificate("ca.crt").getPublicKey());
        assertThat(((RSAPublicKey) certificate.getPublicKey()).getModulus().bitLength())
                .isEqualTo(4096);
        assertThat(
                        Duration.between(
                                certificate.getNotBefore().toInstant(),
                                certificate.getNotAfter().toInstant()))
                .isEqualTo(Duration.ofDays(730));
        assertThat(certificate.getSubjectAlternativeNames())
                .extracting(name -> String.valueOf(name.get(1)))
                .contains("review", "localhost", "127.0.0.1", "enrichment.example.org", "10.0.0.7");
        assertThat(Files.getPosixFilePermissions(folder.resolve("review.key")))
                .containsExactlyInAnyOrder(
                        PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void what_is_there_is_never_overwritten() throws Exception {
        Path key = Files.writeString(folder.resolve("cost.key"), "precious");

        Answer answer = generate("review", "cost");

        assertThat(answer.code).isNotZero();
        assertThat(answer.text).contains("cost.key is there already");
        assertThat(key).hasContent("precious");
        assertThat(folder).isDirectoryNotContaining("glob:**.crt");
    }

    @Test
    void bad_names_are_refused_and_help_is_given() throws Exception {
        assertThat(generate("../../etc/passwd").code).isNotZero();
        assertThat(generate("--san", "a,DNS:b", "review").code).isNotZero();
        assertThat(generate("--days", "soon", "review").code).isNotZero();
        assertThat(generate("--help").text).contains("Usage:").contains("RSA 4096");
        assertThat(folder).isEmptyDirectory();
    }

    private record Answer(int code, String text) {}

    private Answer generate(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("bash", SCRIPT.toString(), "--out", folder.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }

    private X509Certificate certificate(String name) throws Exception {
        try (InputStream file = Files.newInputStream(folder.resolve(name))) {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(file);
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
