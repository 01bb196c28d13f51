package io.photons.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A secure check of a server that")
class HostileTlsTest {

    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final String PASSWORD = "password";

    @TempDir
    private Path folder;

    private static Check check(FakeServer server, Duration timeout) throws InterruptedException {
        try (Names names = new Names()) {
            Prober prober = new Prober(new Dialer(names));
            Target page = TargetSyntax.parse("https://127.0.0.1:" + server.port() + "/");
            return new Checker(prober, timeout, InstantSource.system()).check(page);
        }
    }

    private static void fails(FakeServer hostile, String error) throws Exception {
        try (FakeServer server = hostile) {
            Check check = check(server, AMPLE);
            assertThat(check.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(check.error()).startsWith(error);
            assertThat(server.isLeftAlone()).isTrue();
        }
    }

    @Test
    @DisplayName("does not speak TLS, or hangs up in the middle of the handshake, has failed")
    void doesNotSpeakTls() throws Exception {
        fails(FakeServer.saying("HTTP/1.1 400 Plain\r\n\r\n"), "TLS: ");
        fails(FakeServer.saying(""), "TLS: ");
        fails(FakeServer.saying("\u0016\u0003\u0003\u0000P\u0002\u0000"), "TLS: ");
    }

    @Test
    @DisplayName("never ends the handshake, saying nothing or a byte now and then, times out")
    void neverEndsTheHandshake() throws Exception {
        for (FakeServer hostile : new FakeServer[] {
            FakeServer.hanging(), FakeServer.dripping("\u0016\u0003\u0003@\u0000\u0002\u0000\u0010\u0000\u0000")
        }) {
            try (FakeServer server = hostile) {
                Check check = check(server, Duration.ofMillis(500));
                assertThat(check.verdict()).isEqualTo(Verdict.TIMED_OUT);
                assertThat(server.isLeftAlone()).isTrue();
            }
        }
    }

    @Test
    @DisplayName("floods the handshake with messages that mean nothing, or with one too large, has failed")
    void floodsTheHandshake() throws Exception {
        byte[] none = {};
        // "The user cancelled", as a warning: to be ignored, says the standard.
        byte[] warning = {21, 3, 3, 0, 2, 1, 90};
        fails(FakeServer.flooding(none, warning), "too much came that is no answer");
        byte[] endless = {22, 3, 3, 0x40, 0, 2, (byte) 0xff, (byte) 0xff, (byte) 0xff};
        fails(FakeServer.flooding(endless, new byte[8192]), "TLS: ");
    }

    @Test
    @DisplayName("shows a certificate that it signed itself has failed")
    void signedItsCertificateItself() throws Exception {
        FakeServer.Manner well = (out, in) -> out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        fails(new FakeServer(selfSigned(), well, 0), "TLS: ");
    }

    private ServerSocket selfSigned() throws Exception {
        Path keys = folder.resolve("keys");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        keys.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).as(said).isZero();
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(load(keys), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 16, InetAddress.getLoopbackAddress());
    }

    private static KeyStore load(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return store;
    }
}
