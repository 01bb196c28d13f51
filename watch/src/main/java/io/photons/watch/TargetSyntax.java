package io.photons.watch;

import io.photons.terminal.BadArgument;
import io.photons.terminal.Printable;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How one target is written: {@code http://host[:port]/path}, {@code https://…} or {@code tcp://host:port}. */
final class TargetSyntax {

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*", Pattern.DOTALL);
    private static final Pattern PARTS = Pattern.compile("[^:]+://([^/?#]*)([^#]*)(?:#.*)?");
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9A-Fa-f:.]+(?:%[^\\]]+)?]|[^:\\[\\]]*)(?::(.*))?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_.])?");

    /** Longer than any server takes; also keeps what follows, and a bad line of a list, short. */
    static final int LONGEST = 8192;

    private static final int LONGEST_HOST = 253;

    private TargetSyntax() {}

    /**
     * Reads one target.
     *
     * @throws BadArgument if it is none; the message begins with the argument
     */
    static Target parse(String text) {
        if (text.length() > LONGEST) {
            throw bad(text, "is longer than " + LONGEST + " characters");
        }
        Matcher scheme = SCHEME.matcher(text);
        if (!scheme.matches()) {
            throw bad(text, "has no scheme (http://, https:// or tcp://; @FILE for a list, - for standard input)");
        }
        String kind = scheme.group(1).toLowerCase(Locale.ROOT);
        return switch (kind) {
            case "http", "https" -> page(text, kind);
            case "tcp" -> port(text);
            default -> throw bad(text, "unknown scheme '" + Printable.of(kind, 40) + "' (http, https or tcp)");
        };
    }

    private static Target page(String text, String scheme) {
        Authority authority = authority(text);
        String rest = authority.rest().startsWith("/") ? authority.rest() : "/" + authority.rest();
        String port = authority.port() < 0 ? "" : ":" + authority.port();
        try {
            URI uri = new URI(scheme + "://" + authority.host() + port + rest);
            return new Target.Page(text, URI.create(uri.toASCIIString()));
        } catch (URISyntaxException e) {
            throw bad(text, "is not an address: " + Printable.of(e.getReason(), 80));
        } catch (RuntimeException e) {
            // Half a surrogate pair, which no encoding has, is more than the JDK reckons with.
            throw bad(text, "is not an address");
        }
    }

    private static Target port(String text) {
        Authority authority = authority(text);
        if (authority.port() < 0) {
            throw bad(text, "has no port (tcp://host:port)");
        }
        if (!authority.rest().isEmpty() && !authority.rest().equals("/")) {
            throw bad(text, "has something after the port");
        }
        String host = authority.host();
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new Target.Port(text, bare, authority.port());
    }

    private record Authority(String host, int port, String rest) {}

    private static Authority authority(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw bad(text, "is not an address (nothing follows the scheme, or no '//')");
        }
        String all = parts.group(1);
        if (all.indexOf('@') >= 0) {
            throw bad("…" + text.substring(text.indexOf('@')), "a user name or password is not supported");
        }
        Matcher matcher = AUTHORITY.matcher(all);
        if (!matcher.matches()) {
            throw bad(text, "has a bad host");
        }
        return new Authority(host(text, matcher.group(1)), number(text, matcher.group(2)), parts.group(2));
    }

    private static String host(String text, String host) {
        if (host.isEmpty()) {
            throw bad(text, "has no host");
        }
        if (host.startsWith("[")) {
            return host;
        }
        if (host.codePointCount(0, host.length()) > LONGEST_HOST) {
            throw bad(text, "has a bad host");
        }
        String ascii = host.chars().allMatch(c -> c < 128) ? host : ascii(text, host);
        if (ascii.length() > LONGEST_HOST || !HOST.matcher(ascii).matches()) {
            throw bad(text, "has a bad host");
        }
        return ascii;
    }

    private static String ascii(String text, String host) {
        try {
            return IDN.toASCII(host);
        } catch (RuntimeException e) {
            // It throws more than the IllegalArgumentException that it speaks of.
            throw bad(text, "has a bad host");
        }
    }

    private static int number(String text, String digits) {
        if (digits == null) {
            return -1;
        }
        int port = digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : -1;
        if (port < 1 || port > 65_535) {
            throw bad(text, "bad port '" + Printable.of(digits, 40) + "' (1 to 65535)");
        }
        return port;
    }

    private static BadArgument bad(String text, String why) {
        return new BadArgument(Printable.of(text, 200) + ": " + why);
    }
}
