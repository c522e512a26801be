package org.inkstream.agents.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.inkstream.agents.mcp.http.Access.Verdict;
import org.inkstream.config.HubSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static final String SECRET = "a secret of thirty-two bytes or more";
    private static final String HEAD = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

    private static Vertx vertx;

    @TempDir Path folder;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void closeVertx() {
        vertx.close().await();
    }

    static Stream<Arguments> tokens() {
        String good = claims(now() + 60, "archive", "hub");
        return Stream.of(
                Arguments.of("good", hs256(HEAD, good, SECRET), Verdict.ALLOWED),
                Arguments.of("other secret", hs256(HEAD, good, "x".repeat(40)), Verdict.REFUSED),
                Arguments.of(
                        "expired",
                        hs256(HEAD, claims(now() - 60, "archive", "hub"), SECRET),
                        Verdict.REFUSED),
                Arguments.of(
                        "other issuer",
                        hs256(HEAD, claims(now() + 60, "stranger", "hub"), SECRET),
                        Verdict.REFUSED),
                Arguments.of(
                        "other audience",
                        hs256(HEAD, claims(now() + 60, "archive", "shop"), SECRET),
                        Verdict.REFUSED),
                Arguments.of(
                        "unsigned",
                        base64("{\"alg\":\"none\"}") + "." + base64(good) + ".",
                        Verdict.REFUSED),
                Arguments.of(
                        "says that it is not signed",
                        hs256("{\"alg\":\"none\",\"typ\":\"JWT\"}", good, SECRET),
                        Verdict.REFUSED),
                Arguments.of(
                        "another algorithm",
                        hs256("{\"alg\":\"RS256\",\"typ\":\"JWT\"}", good, SECRET),
                        Verdict.REFUSED),
                Arguments.of(
                        "changed",
                        hs256(HEAD, good, SECRET).replaceFirst("\\.", ".e"),
                        Verdict.REFUSED),
                Arguments.of("no token at all", "nonsense", Verdict.REFUSED),
                Arguments.of("empty", "", Verdict.REFUSED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokens")
    void a_token_is_judged_by_signature_time_issuer_and_audience(
            String name, String token, Verdict verdict) {
        Access access = Access.of(vertx, settings("127.0.0.1", SECRET, ""));

        assertThat(access.check("Bearer " + token).await()).isEqualTo(verdict);
        assertThat(access.check("bearer " + token).await()).isEqualTo(verdict);
    }

    @Test
    void without_a_bearer_token_it_is_missing() {
        Access access = Access.of(vertx, settings("127.0.0.1", SECRET, ""));

        assertThat(access.check(null).await()).isEqualTo(Verdict.MISSING);
        assertThat(access.check("Basic YTpi").await()).isEqualTo(Verdict.MISSING);
        assertThat(access.check("").await()).isEqualTo(Verdict.MISSING);
    }

    @Test
    void a_token_signed_with_the_private_key_is_good_and_one_made_of_the_public_key_is_not()
            throws IOException, GeneralSecurityException {
        KeyPair keys = keys();
        String pem = pem(keys);
        Path file = Files.writeString(folder.resolve("public.pem"), pem);
        Access access = Access.of(vertx, settings("0.0.0.0", "", file.toString()));
        String claims = claims(now() + 60, "archive", "hub");

        assertThat(access.check("Bearer " + rs256(claims, keys)).await())
                .isEqualTo(Verdict.ALLOWED);
        assertThat(access.check("Bearer " + rs256(claims, keys())).await())
                .isEqualTo(Verdict.REFUSED);
        assertThat(access.check("Bearer " + hs256(HEAD, claims, pem)).await())
                .isEqualTo(Verdict.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "localhost", "::1"})
    void on_loopback_nobody_needs_a_token_unless_one_is_set(String host) {
        assertThat(Access.of(vertx, settings(host, "", "")).check(null).await())
                .isEqualTo(Verdict.ALLOWED);
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0", "10.0.0.1", "hub.example", "127.0.0.1.example", "::"})
    void elsewhere_it_does_not_start_without(String host) {
        assertThatThrownBy(() -> Access.of(vertx, settings(host, "", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hub.jwt.secret")
                .hasMessageContaining(host);
    }

    @Test
    void a_key_file_that_cannot_be_read_is_named() {
        assertThatThrownBy(() -> Access.of(vertx, settings("127.0.0.1", "", "no/such.pem")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hub.jwt.publicKeyFile");
    }

    @Test
    void settings_never_show_the_secret() {
        assertThat(settings("127.0.0.1", SECRET, "").toString()).doesNotContain(SECRET);
    }

    private static HubSettings settings(String host, String secret, String keyFile) {
        return new HubSettings(
                host,
                0,
                new HubSettings.Jwt(secret, keyFile, "archive", "hub"),
                List.of(),
                List.of(),
                1,
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                1,
                Duration.ofMinutes(1));
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    private static String claims(long expires, String issuer, String audience) {
        return "{\"sub\":\"agent\",\"exp\":%d,\"iss\":\"%s\",\"aud\":\"%s\"}"
                .formatted(expires, issuer, audience);
    }

    private static String hs256(String head, String claims, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String signed = base64(head) + "." + base64(claims);
            return signed + "." + base64(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String rs256(String claims, KeyPair keys) throws GeneralSecurityException {
        String signed = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + base64(claims);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.UTF_8));
        return signed + "." + base64(signature.sign());
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2_048);
        return generator.generateKeyPair();
    }

    private static String pem(KeyPair keys) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
