package io.photons.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A check of a server that")
class HostileServersTest {

    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(150);

    private static Check check(String address, Duration timeout) throws InterruptedException {
        try (Names names = new Names()) {
            Prober prober = new Prober(new Dialer(names));
            return new Checker(prober, timeout, InstantSource.system()).check(TargetSyntax.parse(address));
        }
    }

    private static Check checkSaying(String answer) throws Exception {
        try (FakeServer server = FakeServer.saying(answer)) {
            return check(server.address(), AMPLE);
        }
    }

    private static void timesOut(FakeServer.Manner manner) throws Exception {
        try (FakeServer server = new FakeServer(manner)) {
            Check check = check(server.address(), SHORT);
            assertThat(check.verdict()).isEqualTo(Verdict.TIMED_OUT);
            assertThat(check.error()).isEqualTo("timed out after 150 ms");
            assertThat(Duration.ofNanos(check.latencyNanos())).isLessThan(AMPLE.dividedBy(4));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 200 OK~Content-Length: 2~~hi,200",
        "HTTP/1.0 204 None~~,204",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~2~hi~0~~,200",
        "HTTP/1.1 200 OK~~until the end,200",
        "HTTP/1.1 100 Continue~~HTTP/1.1 103 Early~X: y~~HTTP/1.1 200 OK~Content-Length: 0~~,200",
        "HTTP/1.1 304 Not Modified~~,304",
        "HTTP/1.1 302 Nowhere~Content-Length: 0~~,302"
    })
    @DisplayName("answers properly is ok")
    void answersProperly(String answer, int status) throws Exception {
        Check check = checkSaying(answer.replace("~", "\r\n"));
        assertThat(check.error()).isNull();
        assertThat(check.verdict()).isEqualTo(Verdict.OK);
        assertThat(check.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 503 No~Content-Length: 0~~|HTTP 503",
                "''|connection closed before an answer",
                "HTTP/1.1 200 OK~Content-Le|connection closed in the middle of the answer",
                "HTTP/1.1 200 OK~Content-Length: 9~~hi|connection closed in the middle of the answer",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~hi|connection closed in the middle of the answer",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~zz~hi|the answer's chunks are malformed",
                "SSH-2.0-OpenSSH_9.9~|the answer is not HTTP",
                "HTTP/1.1 200 OK~Content-Length: x~~|the answer is not HTTP",
                "HTTP/1.1 302 F~Location: gopher://x~~|redirect to a bad address: gopher://x",
                "HTTP/1.1 302 F~Location: http://a b~~|redirect to a bad address: http://a b",
                "HTTP/1.1 302 F~Location: file:///etc/passwd~~|redirect to a bad address"
            })
    @DisplayName("answers badly has failed, and the error says how")
    void answersBadly(String answer, String error) throws Exception {
        Check check = checkSaying(answer.replace("~", "\r\n"));
        assertThat(check.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(check.error()).startsWith(error);
    }

    @Test
    @DisplayName("sends escape sequences and bytes that are no text gets none of them into the error")
    void sendsEscapeSequences() throws Exception {
        Check garbage = checkSaying("\u001b]0;owned\u0007\u00ff\u00fe\u009b2J\r\n\r\n");
        Check location = checkSaying("HTTP/1.1 302 F\r\nLocation: \u001b[2J\u00ff\r\n\r\n");
        for (Check check : new Check[] {garbage, location}) {
            assertThat(check.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(check.error()).doesNotContainPattern("\\p{Cc}").contains("1b");
        }
    }

    @Test
    @DisplayName("sends a body without end is read up to 1 MiB and is ok")
    void sendsABodyWithoutEnd() throws Exception {
        AtomicLong sent = new AtomicLong();
        CountDownLatch hungUp = new CountDownLatch(1);
        FakeServer.Manner endless = (out, in) -> {
            byte[] some = "x".repeat(8192).getBytes(StandardCharsets.US_ASCII);
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            try {
                while (true) {
                    out.write(some);
                    sent.addAndGet(some.length);
                }
            } finally {
                hungUp.countDown();
            }
        };
        try (FakeServer server = new FakeServer(endless)) {
            assertThat(check(server.address(), AMPLE).verdict()).isEqualTo(Verdict.OK);
            assertThat(hungUp.await(20, TimeUnit.SECONDS)).isTrue();
            // What it sent beyond that fills the buffers of the two sockets.
            assertThat(sent.get()).isBetween(1L << 20, 32L << 20);
        }
    }

    @Test
    @DisplayName("sends a head without end has failed")
    void sendsAHeadWithoutEnd() throws Exception {
        String many = "X-Header: " + "y".repeat(100) + "\r\n";
        assertThat(checkSaying("HTTP/1.1 200 OK\r\n" + many.repeat(5000)).error())
                .isEqualTo("the answer's head is too large");
        assertThat(checkSaying("HTTP/1.1 200 OK\r\nX: " + "y".repeat(1 << 20)).error())
                .isEqualTo("the answer's head is too large");
        assertThat(checkSaying("\r\n".repeat(100_000)).error()).isEqualTo("the answer's head is too large");
        assertThat(checkSaying("HTTP/1.1 102 Wait\r\n\r\n".repeat(1000)).error())
                .isEqualTo("more than 10 interim answers");
    }

    @Test
    @DisplayName("never answers, or sends its head or its body byte by byte, times out")
    void neverAnswers() throws Exception {
        timesOut((out, in) -> in.read());
        timesOut((out, in) -> {
            out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            in.read();
        });
        timesOut((out, in) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx".getBytes(StandardCharsets.US_ASCII));
            in.read();
        });
    }

    @Test
    @DisplayName("hangs in the TLS handshake times out, one that does not speak TLS has failed")
    void failsInTls() throws Exception {
        try (FakeServer server = FakeServer.hanging()) {
            Check check = check("https://127.0.0.1:" + server.port() + "/", Duration.ofSeconds(2));
            assertThat(check.verdict()).isEqualTo(Verdict.TIMED_OUT);
        }
        try (FakeServer server = FakeServer.saying("HTTP/1.1 400 Plain\r\n\r\n")) {
            Check check = check("https://127.0.0.1:" + server.port() + "/", AMPLE);
            assertThat(check.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(check.error()).startsWith("TLS: ");
        }
    }

    @Test
    @DisplayName("redirects in a loop is followed five times and no further")
    void redirectsInALoop() throws Exception {
        try (FakeServer server = FakeServer.saying("HTTP/1.1 302 F\r\nLocation: /again\r\n\r\n")) {
            Check check = check(server.address(), AMPLE);
            assertThat(check.error()).isEqualTo("more than 5 redirects");
            assertThat(check.status()).isEqualTo(302);
            assertThat(server.connections()).isEqualTo(6);
        }
    }

    @Test
    @DisplayName("is not there has failed: the port refuses, or the name does not resolve")
    void isNotThere() throws Exception {
        assertThat(check("http://127.0.0.1:9/", AMPLE).error()).isEqualTo("connection refused");
        assertThat(check("tcp://127.0.0.1:9", AMPLE).error()).isEqualTo("connection refused");
        assertThat(check("tcp://[::1]:9", AMPLE).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(check("http://no-such-host.invalid/", AMPLE).error())
                .isEqualTo("no such host: no-such-host.invalid");
    }

    @Test
    @DisplayName("takes the connection is ok, if its port is all that was asked for")
    void takesTheConnection() throws IOException, InterruptedException {
        try (FakeServer server = FakeServer.hanging()) {
            assertThat(check("tcp://localhost:" + server.port(), AMPLE).verdict())
                    .isEqualTo(Verdict.OK);
        }
    }
}
