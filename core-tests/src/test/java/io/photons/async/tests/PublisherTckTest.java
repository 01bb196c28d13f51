package io.photons.async.tests;

import io.photons.async.Async;
import io.photons.async.Generator;
import io.photons.async.Promise;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterMethod;

/** S12: the Reactive Streams TCK on the publisher of a streamer. */
public class PublisherTckTest extends FlowPublisherVerification<Result<Long, String>> {

    static final long PATIENCE_MILLIS = 2_000;
    static final long SILENCE_MILLIS = 50;
    private static final long COLLECTION_MILLIS = 2_000;

    private final Queue<ResultStreamer<?, ?>> opened = new ConcurrentLinkedQueue<>();

    public PublisherTckTest() {
        super(new TestEnvironment(PATIENCE_MILLIS, SILENCE_MILLIS), COLLECTION_MILLIS);
    }

    @Override
    public Flow.Publisher<Result<Long, String>> createFlowPublisher(long elements) {
        ResultStreamer<Long, String> results =
                ResultStreamer.<Long, String>options().capacity(16).open();
        opened.add(results);
        results.addGenerator("n", numbers(elements));
        results.noMoreWork();
        return results.publisher();
    }

    private static Generator<Long> numbers(long elements) {
        return out -> {
            for (long i = 0; i < elements; i++) {
                out.emit(i);
            }
        };
    }

    @Override
    public Flow.Publisher<Result<Long, String>> createFailedFlowPublisher() {
        Promise<Void> stop = Async.promise("stop");
        ResultStreamer<Long, String> results = ResultStreamer.open(stop);
        opened.add(results);
        stop.complete(null);
        return results.publisher();
    }

    @AfterMethod
    public void closeWhatWasOpened() {
        for (ResultStreamer<?, ?> results = opened.poll(); results != null; results = opened.poll()) {
            results.close();
        }
    }
}
