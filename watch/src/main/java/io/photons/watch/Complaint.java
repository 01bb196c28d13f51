package io.photons.watch;

import io.photons.terminal.Printable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** The exceptions that end a check, said in a few words that are safe to print. */
final class Complaint {

    private static final int LONGEST = 160;

    private Complaint() {}

    /** Says what went wrong. */
    static String of(IOException failure) {
        return Printable.of(words(failure), LONGEST);
    }

    /** Says why a file, or a stream like one, could not be written. */
    static String ofFile(IOException failure) {
        String why = switch (failure) {
            case NoSuchFileException gone -> "the folder is gone";
            case AccessDeniedException denied -> "no permission";
            case FileSystemException file when file.getReason() != null -> file.getReason();
            default -> String.valueOf(failure.getMessage());
        };
        return Printable.of(why, LONGEST);
    }

    private static String words(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure) {
            case CheckFailure own -> message;
            case UnknownHostException unknown -> "no such host: " + message;
            case SSLException tls -> "TLS: " + message;
            case TruncatedChunkException cut -> "connection closed in the middle of the answer";
            case ConnectionClosedException cut -> "connection closed in the middle of the answer";
            case MessageConstraintException large -> "the answer's head is too large";
            case MalformedChunkCodingException bad -> "the answer's chunks are malformed";
            case NoRouteToHostException none -> "no route to host";
            case ConnectException refused -> connecting(message);
            default -> plain(message);
        };
    }

    private static String connecting(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        return lower.contains("refused") ? "connection refused" : plain(message);
    }

    private static String plain(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("reset") || lower.contains("broken pipe") || lower.contains("connection aborted")) {
            return "connection reset";
        }
        if (lower.contains("unreachable")) {
            return "network unreachable";
        }
        return message;
    }
}
