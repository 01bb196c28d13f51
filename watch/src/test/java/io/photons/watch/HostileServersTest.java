package io.photons.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
        timesOut(new FakeServer(manner));
    }

    private static void timesOut(FakeServer hostile) throws Exception {
        try (FakeServer server = hostile) {
            Check check = check(server.address(), SHORT);
            assertThat(check.verdict()).isEqualTo(Verdict.TIMED_OUT);
            assertThat(check.error()).isEqualTo("timed out after 150 ms");
            assertThat(Duration.ofNanos(check.latencyNanos())).isLessThan(AMPLE.dividedBy(4));
            assertThat(server.isLeftAlone()).isTrue();
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
                "HTTP/1.1 000 Zero~~|the answer cannot be understood",
                "HTTP/1.1 -200 No~~|the answer is not HTTP",
                "HTTP/1.1 99999999999999 Big~~|the answer is not HTTP",
                "HTTP/99999999999.1 200 OK~~|the answer is not HTTP",
                "<html>as HTTP 0.9 had it</html>|connection closed in the middle of the answer",
                "<html>as HTTP 0.9 had it</html>~|the answer is not HTTP",
                "HTTP/1.1 200 OK~Content-Length: -5~~hello|the answer is not HTTP: Negative content length",
                "HTTP/1.1 200 OK~Content-Length: 99999999999999999999~~hi|the answer is not HTTP",
                "HTTP/1.1 200 OK~Content-Length: 9223372036854775807~~hi|connection closed in the middle",
                "HTTP/1.1 200 OK~Content-Length: 2~Content-Length: 3~~hi|the answer is not HTTP: Multiple",
                "HTTP/1.1 200 OK~Content-Length: 2, 3~~hi|the answer is not HTTP",
                "HTTP/1.1 200 OK~Transfer-Encoding: gzip~~hi|the answer is not HTTP: Unsupported transfer",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~-2~hi~0~~|the answer's chunks are malformed",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~ffffffffffffffffff~hi|the answer's chunks are malformed",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~7fffffffffffffff~hi|connection closed in the middle",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~2~hi, and more~0~~|the answer's chunks are malformed",
                "HTTP/1.1 200|connection closed in the middle of the answer",
                "HTTP/1.1 101 Up~Upgrade: x~~x|connection closed in the middle of the answer",
                "HTTP/1.1 302 F~Location: http:x~~|redirect to a bad address: http:x",
                "HTTP/1.1 302 F~Location: //~~|redirect to a bad address: //",
                "HTTP/1.1 302 F~Location: /%~~|redirect to a bad address: /%",
                "HTTP/1.1 302 F~Location: tcp://127.0.0.1:9~~|redirect to a bad address: tcp://127.0.0.1:9",
                "HTTP/1.1 302 F~Location: http://127.0.0.1:99999/~~|redirect to a bad address",
                "HTTP/1.1 302 F~Location: http://a_b.invalid/~~|no such host: a_b.invalid",
                "HTTP/1.1 302 F~Location: http://256.256.256.256/~~|no such host: 256.256.256.256",
                "HTTP/1.1 302 F~Location: http://127.0.0.1:9/~~|connection refused",
                "HTTP/1.1 302 F~Location: gopher://x~~|redirect to a bad address: gopher://x",
                "HTTP/1.1 302 F~Location: http://a b~~|redirect to a bad address: http://a b",
                "HTTP/1.1 302 F~Location: file:///etc/passwd~~|redirect to a bad address",
                "HTTP/1.1 302 F~Location: javascript:alert(1)~~|redirect to a bad address"
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
        timesOut(FakeServer.dripping("HTTP/1.1 200 OK"));
    }

    @Test
    @DisplayName("resets the connection has failed, and the error says so")
    void resetsTheConnection() throws Exception {
        // Closed with bytes unread, a socket resets its connection.
        FakeServer.Manner reset = (out, in) -> {};
        try (FakeServer server = new FakeServer(reset)) {
            Check check = check(server.address() + "x".repeat(TargetSyntax.LONGEST - 100), AMPLE);
            assertThat(check.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(check.error()).isIn("connection reset", "connection closed before an answer");
        }
    }

    @Test
    @DisplayName(
            "sends chunks without end is read up to 1 MiB, and neither their wrapping nor their trailers count as less")
    void sendsChunksWithoutEnd() throws Exception {
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        assertThat(checkSaying(chunked + "1\r\nx\r\n".repeat(400_000)).verdict())
                .isEqualTo(Verdict.OK);
        assertThat(checkSaying(chunked + "1;" + "e".repeat(1 << 20)).error())
                .isEqualTo("the answer's head is too large");
        assertThat(checkSaying(chunked + "0\r\n" + "X: y\r\n".repeat(200_000)).error())
                .isEqualTo("the answer's head is too large");
    }

    @Test
    @DisplayName("packs its body is not asked to, and the body is not unpacked: no gzip bomb goes off")
    void packsItsBody() throws Exception {
        Check check = checkSaying("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nthis is not gzip");
        assertThat(check.verdict()).isEqualTo(Verdict.OK);
        CompletableFuture<String> request = new CompletableFuture<>();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket connection = server.accept()) {
                    byte[] bytes = new byte[8192];
                    int count = connection.getInputStream().read(bytes);
                    request.complete(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    request.completeExceptionally(e);
                }
            });
            check("http://127.0.0.1:" + server.getLocalPort() + "/", AMPLE);
            assertThat(request.get(20, TimeUnit.SECONDS))
                    .startsWith("GET / HTTP/1.1\r\n")
                    .doesNotContainIgnoringCase("Accept-Encoding");
        }
    }

    @Test
    @DisplayName("redirects to where it was or beside it is followed there")
    void redirectsBesideItself() throws Exception {
        for (String location : List.of("", "?", "#x", "y", "./y", "//127.0.0.1:9/", "/\u00ff\u00fe")) {
            Check check = checkSaying("HTTP/1.1 302 F\r\nLocation: " + location + "\r\n\r\n");
            assertThat(check.error()).isIn("more than 5 redirects", "connection refused");
        }
        String far = "http://" + "\u00e4".repeat(7000) + "/";
        assertThat(checkSaying("HTTP/1.1 302 F\r\nLocation: " + far + "\r\n\r\n")
                        .error())
                .startsWith("redirect to a bad address: ")
                .hasSizeLessThanOrEqualTo(160);
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
