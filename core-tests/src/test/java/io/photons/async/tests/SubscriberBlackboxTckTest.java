package io.photons.async.tests;

import io.photons.async.Generator;
import io.photons.async.ResultStreamer;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;
import org.testng.annotations.AfterMethod;

/** S12: the Reactive Streams TCK on the subscriber of a generator that takes the values of a publisher. */
public class SubscriberBlackboxTckTest extends FlowSubscriberBlackboxVerification<Integer> {

    private final Queue<ResultStreamer<?, ?>> opened = new ConcurrentLinkedQueue<>();

    public SubscriberBlackboxTckTest() {
        super(new TestEnvironment(PublisherTckTest.PATIENCE_MILLIS, PublisherTckTest.SILENCE_MILLIS));
    }

    @Override
    public Flow.Subscriber<Integer> createFlowSubscriber() {
        CompletableFuture<Flow.Subscriber<? super Integer>> subscriber = new CompletableFuture<>();
        Flow.Publisher<Integer> source = subscriber::complete;
        ResultStreamer<Integer, String> results = ResultStreamer.<Integer, String>options()
                .errorCatcher(failure -> {})
                .open();
        opened.add(results);
        results.addGenerator("values", Generator.from(source));
        @SuppressWarnings("unchecked")
        Flow.Subscriber<Integer> given = (Flow.Subscriber<Integer>) subscriber.join();
        return given;
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }

    @AfterMethod
    public void closeWhatWasOpened() {
        for (ResultStreamer<?, ?> results = opened.poll(); results != null; results = opened.poll()) {
            results.close();
        }
    }
}
