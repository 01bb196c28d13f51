package io.photons.async.tests;

import io.photons.async.Result;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

/** A subscriber that writes down what it is told: rows, then {@code end} or {@code error: message}. */
class Rows<V, C> implements Flow.Subscriber<Result<V, C>> {

    final List<String> seen = new CopyOnWriteArrayList<>();
    private final long first;
    private Flow.Subscription subscription;

    /** Requests that much at once. */
    Rows(long first) {
        this.first = first;
    }

    void request(long more) {
        subscription.request(more);
    }

    void cancel() {
        subscription.cancel();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (first > 0) {
            given.request(first);
        }
    }

    @Override
    public void onNext(Result<V, C> result) {
        seen.add(StreamRows.row(result));
    }

    @Override
    public void onError(Throwable error) {
        seen.add("error: " + error.getMessage());
    }

    @Override
    public void onComplete() {
        seen.add("end");
    }
}
