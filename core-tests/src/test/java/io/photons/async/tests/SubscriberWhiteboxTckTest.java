package io.photons.async.tests;

import io.photons.async.Generator;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.SubscriberPuppet;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.WhiteboxSubscriberProbe;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowSubscriberWhiteboxVerification;
import org.testng.annotations.AfterMethod;

/** S12: the same subscriber, seen from the stream on which its values come out. */
public class SubscriberWhiteboxTckTest extends FlowSubscriberWhiteboxVerification<Integer> {

    private final Queue<ResultStreamer<?, ?>> opened = new ConcurrentLinkedQueue<>();

    public SubscriberWhiteboxTckTest() {
        super(new TestEnvironment(PublisherTckTest.PATIENCE_MILLIS, PublisherTckTest.SILENCE_MILLIS));
    }

    @Override
    protected Flow.Subscriber<Integer> createFlowSubscriber(WhiteboxSubscriberProbe<Integer> probe) {
        CompletableFuture<Flow.Subscriber<? super Integer>> subscriber = new CompletableFuture<>();
        Flow.Publisher<Integer> source = subscriber::complete;
        ResultStreamer<Integer, String> results = ResultStreamer.<Integer, String>options()
                .errorCatcher(failure -> {})
                .open();
        opened.add(results);
        Task<Void> generator = results.with("values")
                .onEach(result -> probe.registerOnNext(result.value()))
                .onDone(end -> {
                    if (end.successful()) {
                        probe.registerOnComplete();
                    } else {
                        probe.registerOnError(end.error());
                    }
                })
                .addGenerator(Generator.from(source, 8));
        return new Probed(subscriber.join(), probe, generator);
    }

    /** Lets the first subscription be told to the probe. */
    private record Probed(
            Flow.Subscriber<? super Integer> inner,
            WhiteboxSubscriberProbe<Integer> probe,
            Task<Void> generator,
            AtomicBoolean subscribed)
            implements Flow.Subscriber<Integer> {

        Probed(Flow.Subscriber<? super Integer> inner, WhiteboxSubscriberProbe<Integer> probe, Task<Void> generator) {
            this(inner, probe, generator, new AtomicBoolean());
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            inner.onSubscribe(subscription);
            if (subscribed.compareAndSet(false, true)) {
                probe.registerOnSubscribe(new SubscriberPuppet() {
                    @Override
                    public void triggerRequest(long elements) {
                        // The generator requests by itself, eight at first and more as it has emitted them.
                    }

                    @Override
                    public void signalCancel() {
                        generator.cancel();
                    }
                });
            }
        }

        @Override
        public void onNext(Integer value) {
            inner.onNext(value);
        }

        @Override
        public void onError(Throwable error) {
            inner.onError(error);
        }

        @Override
        public void onComplete() {
            inner.onComplete();
        }
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
