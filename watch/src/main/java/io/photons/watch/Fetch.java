package io.photons.watch;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriter;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.apache.hc.core5.http.impl.io.SessionOutputBufferImpl;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * One {@code GET} on a connection of its own: head and body are read to their end or to their limit, whichever comes
 * first. Redirects are told, not followed.
 */
final class Fetch {

    /** As much of a body as is ever read. */
    static final int MOST_BODY = 1 << 20;

    /** As much as ever comes on a connection before the request is sent: room for any TLS handshake. */
    static final int MOST_BEFORE_ANSWER = 256 << 10;

    private static final int MOST_ANSWER = 4 << 20;
    private static final int MOST_HEAD = 64 << 10;
    private static final int MOST_INTERIM = 10;
    private static final int BUFFER = 8 << 10;
    private static final Http1Config LIMITS = Http1Config.custom()
            .setBufferSize(BUFFER)
            .setMaxLineLength(16 << 10)
            .setMaxHeaderCount(200)
            .setMaxEmptyLineCount(4)
            .build();

    private final Dialer dialer;

    Fetch(Dialer dialer) {
        this.dialer = dialer;
    }

    /**
     * What a server answered.
     *
     * @param status its status
     * @param location where it points to, or null
     */
    record Answer(int status, @Nullable String location) {}

    /** Fetches an address. */
    Answer get(URI uri) throws IOException, InterruptedException {
        boolean secure = "https".equals(uri.getScheme());
        // Not the host and port that the JDK finds: it finds none if the name has a low line, or ends in a number.
        String authority = uri.getRawAuthority();
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon > authority.lastIndexOf(']');
        String host = hasPort ? authority.substring(0, colon) : authority;
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        int port = hasPort ? Integer.parseInt(authority.substring(colon + 1)) : secure ? 443 : 80;
        try (Connection connection = dialer.dial(bare, port)) {
            try {
                Socket socket = secure ? handshake(connection, bare, port) : connection;
                connection.allow(MOST_ANSWER);
                return exchange(connection, socket, uri);
            } catch (IOException e) {
                throw connection.spent() ? new CheckFailure("too much came that is no answer") : e;
            } catch (HttpException e) {
                throw new CheckFailure("the answer is not HTTP: " + e.getMessage());
            } catch (RuntimeException e) {
                // Those who read what comes from outside (HTTP, TLS) do not foresee all of it.
                throw new CheckFailure("the answer cannot be understood: " + e.getMessage());
            }
        }
    }

    private static SSLSocket handshake(Connection connection, String host, int port) throws IOException {
        // Not closed by itself: that could wait for the other side. Closing what lies under it cannot.
        SSLSocket tls = (SSLSocket) Tls.FACTORY.createSocket(connection, host, port, false);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        return tls;
    }

    private static Answer exchange(Connection connection, Socket socket, URI uri) throws IOException, HttpException {
        send(socket, uri);
        MeteredInput in = new MeteredInput(socket.getInputStream(), MOST_HEAD);
        SessionInputBufferImpl buffer = new SessionInputBufferImpl(BUFFER, LIMITS.getMaxLineLength());
        ClassicHttpResponse response = head(buffer, in);
        in.allow(MOST_BODY);
        try {
            drain(response, buffer, in);
        } catch (IOException e) {
            // As much of the body was read as ever is, or as much of what TLS wrapped it in.
            if (!in.spent() && !connection.spent()) {
                throw e;
            }
        }
        Header location = response.getFirstHeader(HttpHeaders.LOCATION);
        return new Answer(response.getCode(), location == null ? null : location.getValue());
    }

    private static void send(Socket socket, URI uri) throws IOException, HttpException {
        ClassicHttpRequest request = new BasicClassicHttpRequest("GET", path(uri));
        request.setHeader(HttpHeaders.HOST, uri.getRawAuthority());
        request.setHeader(HttpHeaders.USER_AGENT, "photons-watch");
        request.setHeader(HttpHeaders.ACCEPT, "*/*");
        request.setHeader(HttpHeaders.CONNECTION, "close");
        SessionOutputBufferImpl out = new SessionOutputBufferImpl(1 << 10);
        new DefaultHttpRequestWriter().write(request, out, socket.getOutputStream());
        out.flush(socket.getOutputStream());
    }

    private static String path(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static ClassicHttpResponse head(SessionInputBufferImpl buffer, MeteredInput in)
            throws IOException, HttpException {
        for (int i = 0; i <= MOST_INTERIM; i++) {
            ClassicHttpResponse response = parse(buffer, in);
            if (response == null) {
                throw new CheckFailure("connection closed before an answer");
            }
            if (in.ended()) {
                throw new CheckFailure("connection closed in the middle of the answer");
            }
            if (response.getCode() >= 200) {
                return response;
            }
        }
        throw new CheckFailure("more than " + MOST_INTERIM + " interim answers");
    }

    private static @Nullable ClassicHttpResponse parse(SessionInputBufferImpl buffer, MeteredInput in)
            throws IOException, HttpException {
        try {
            return new DefaultHttpResponseParser(LIMITS).parse(buffer, in);
        } catch (MeteredInput.LimitReached | MessageConstraintException e) {
            throw new CheckFailure("the answer's head is too large");
        } catch (HttpException e) {
            if (in.ended()) {
                throw new CheckFailure("connection closed in the middle of the answer");
            }
            throw e;
        }
    }

    private static void drain(ClassicHttpResponse response, SessionInputBufferImpl buffer, MeteredInput in)
            throws IOException, HttpException {
        int status = response.getCode();
        if (status == 204 || status == 304) {
            return;
        }
        long length = DefaultContentLengthStrategy.INSTANCE.determineLength(response);
        byte[] bytes = new byte[BUFFER];
        long left = MOST_BODY;
        InputStream body = body(length, buffer, in);
        for (int count = 0; count >= 0 && left > 0; left -= count) {
            count = body == null ? buffer.read(bytes, in) : body.read(bytes);
        }
    }

    /** The stream that ends where the body does, or null if that is where the connection does. */
    private static @Nullable InputStream body(long length, SessionInputBufferImpl buffer, MeteredInput in) {
        if (length == ContentLengthStrategy.CHUNKED) {
            return new ChunkedInputStream(buffer, in, LIMITS);
        }
        return length == ContentLengthStrategy.UNDEFINED ? null : new ContentLengthInputStream(buffer, in, length);
    }

    /** Read in when the first secure target is checked: the store of certificates takes a while. */
    private static final class Tls {
        static final SSLSocketFactory FACTORY = (SSLSocketFactory) SSLSocketFactory.getDefault();
    }
}
