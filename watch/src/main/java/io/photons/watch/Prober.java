package io.photons.watch;

import io.photons.terminal.BadArgument;
import java.io.IOException;
import java.net.URI;

/** Asks one target once, for as long as it takes: the time limit is the caller's. */
final class Prober {

    private static final int MOST_REDIRECTS = 5;

    private final Dialer dialer;
    private final Fetch fetch;

    Prober(Dialer dialer) {
        this.dialer = dialer;
        fetch = new Fetch(dialer);
    }

    /**
     * Returns if the target is well.
     *
     * @return the HTTP status, or {@link Check#NONE} where there is none
     * @throws IOException if it is not well
     */
    int ask(Target target) throws IOException, InterruptedException {
        return switch (target) {
            case Target.Page page -> page(page.uri());
            case Target.Port port -> {
                dialer.dial(port.host(), port.port()).close();
                yield Check.NONE;
            }
        };
    }

    private int page(URI start) throws IOException, InterruptedException {
        URI uri = start;
        for (int redirects = 0; ; redirects++) {
            Fetch.Answer answer = fetch.get(uri);
            int status = answer.status();
            if (!isRedirect(status) || answer.location() == null) {
                if (status >= 400) {
                    throw new CheckFailure("HTTP " + status, status);
                }
                return status;
            }
            if (redirects == MOST_REDIRECTS) {
                throw new CheckFailure("more than " + MOST_REDIRECTS + " redirects", status);
            }
            uri = follow(uri, answer.location(), status);
        }
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private static URI follow(URI from, String location, int status) throws CheckFailure {
        try {
            URI to = from.resolve(URI.create(location));
            if (TargetSyntax.parse(to.toString()) instanceof Target.Page page) {
                return page.uri();
            }
        } catch (IllegalArgumentException | BadArgument e) {
            throw new CheckFailure("redirect to a bad address: " + location, status);
        }
        throw new CheckFailure("redirect to a bad address: " + location, status);
    }
}
