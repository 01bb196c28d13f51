package io.photons.stress.simulation;

import io.photons.async.Outcome;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When each piece was first asked to end, and with what words, as the rules have it: by whoever cancelled it, by the end
 * of the scope that holds it, by its time-out, by the interruption of its caller.
 *
 * <p>Everything is told by the clock. What falls on one instant may have come in either order.
 */
final class Asked {

    static final long NEVER = Long.MAX_VALUE;

    private Asked() {}

    /** When it was first asked; {@link #NEVER} if it was not. */
    static long at(Piece piece) {
        long first = NEVER;
        for (Piece.Ask ask : piece.asks) {
            first = Math.min(first, ask.moment().at());
        }
        for (Piece.Stay stay : piece.stays) {
            first = Math.min(first, by(stay));
        }
        if (piece.call != null) {
            first = Math.min(first, byCall(piece.call));
        }
        return first;
    }

    private static long by(Piece.Stay stay) {
        Site site = stay.site();
        long end = site.finalEnd.happened() ? site.finalEnd.at() : NEVER;
        if (site.over.happened()) {
            // A streamer whose iteration has ended takes no more work; before that it held nothing.
            end = Math.min(end, stay.since().at() >= site.over.at() ? site.over.at() : NEVER);
        }
        return end == NEVER ? NEVER : Math.max(end, stay.since().at());
    }

    private static long byCall(Call call) {
        long first = call.strike() <= call.returned.at() ? call.strike() : NEVER;
        return Math.min(first, interruption(call.caller, call.began, call.returned));
    }

    /** When a body was interrupted between two moments, if it was. */
    static long interruption(Piece body, Moment from, Moment to) {
        if (body.sighted.before(from)) {
            return NEVER;
        }
        long asked = at(body);
        return asked > to.at() ? NEVER : Math.max(asked, from.at());
    }

    /** Whether a reason is one of those given at the instant when the piece was first asked. */
    static boolean allows(Piece piece, @Nullable String reason) {
        long at = at(piece);
        Set<@Nullable String> reasons = new HashSet<>();
        for (Piece.Ask ask : piece.asks) {
            if (ask.moment().at() == at) {
                reasons.add(ask.reason());
            }
        }
        for (Piece.Stay stay : piece.stays) {
            if (by(stay) == at && reason != null && allows(stay.site(), reason)) {
                return true;
            }
        }
        if (piece.call != null) {
            reasons.add("timed out");
            reasons.add("its caller was interrupted");
        }
        return reasons.contains(reason);
    }

    private static boolean allows(Site site, String reason) {
        if (reason.contains("takes no more work") || reason.contains("is closed")) {
            return true;
        }
        String given = site.finalOutcome instanceof Outcome.Cancelled<?>(String why) ? why : null;
        if (given != null) {
            return reason.equals(given);
        }
        return reason.endsWith(site.finalOutcome instanceof Outcome.Failure ? " failed" : " was cancelled");
    }
}
