package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.async.TaskHolder;
import io.photons.async.Tick;
import io.photons.async.Ticker;
import io.photons.async.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The contract of java.util.Iterator")
class IteratorContractTest {

    @FunctionalInterface
    interface Check {
        /** Is given what gives three elements, and the first, second and third of them, as shown. */
        void of(Iterable<?> elements, List<String> shown) throws Exception;
    }

    enum Kind {
        TICKER {
            @Override
            void run(Check check) throws Exception {
                try (Ticker ticker =
                        Ticker.every(Duration.ofSeconds(3)).maxIterations(3).open()) {
                    Duration three = Duration.ofSeconds(3);
                    check.of(ticker, shown(new Tick(1, three), new Tick(2, three), new Tick(3, three)));
                }
            }
        },
        STREAMER {
            @Override
            void run(Check check) throws Exception {
                try (ResultStreamer<Integer, String> streamer = ResultStreamer.open()) {
                    streamer.addGenerator("slow", out -> {
                        for (int i = 1; i <= 3; i++) {
                            Async.sleep(Duration.ofSeconds(1));
                            out.emit(i);
                        }
                    });
                    streamer.noMoreWork();
                    check.of(streamer, shown(result(1), result(2), result(3)));
                }
            }

            private Result<Integer, String> result(int value) {
                return new Result<>("slow", new io.photons.async.Outcome.Success<>(value));
            }
        },
        HOLDER {
            @Override
            void run(Check check) throws Exception {
                Promise<Void> go = Async.promise("go");
                try (TaskHolder holder = TaskHolder.open()) {
                    List<Object> tasks = new ArrayList<>();
                    for (int i = 0; i < 3; i++) {
                        tasks.add(holder.add("held " + i, () -> {
                            go.get();
                        }));
                    }
                    Async.sleep(Duration.ofSeconds(1));
                    check.of(holder, shown(tasks.toArray()));
                    go.complete(null);
                }
            }
        };

        abstract void run(Check check) throws Exception;

        static List<String> shown(Object... elements) {
            return List.of(elements).stream().map(Object::toString).toList();
        }
    }

    private static void under(Kind kind, Check check) throws Exception {
        VirtualTime.run(time -> kind.run(check));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("K9 S13 H5 hasNext asked again and again takes nothing away")
    void hasNextTakesNothingAway(Kind kind) throws Exception {
        under(kind, (elements, shown) -> {
            List<String> seen = new ArrayList<>();
            Iterator<?> iterator = elements.iterator();
            while (asked(iterator, 3)) {
                seen.add(iterator.next().toString());
            }
            assertThat(seen).isEqualTo(shown);
            assertThat(asked(iterator, 2)).isFalse();
        });
    }

    /** Asks several times for the next, and gives the last answer, which the others must be like. */
    private static boolean asked(Iterator<?> iterator, int times) {
        boolean first = iterator.hasNext();
        for (int i = 1; i < times; i++) {
            assertThat(iterator.hasNext()).isEqualTo(first);
        }
        return first;
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("K9 S13 H5 next needs no hasNext, and says so each time when there is none")
    void nextNeedsNoHasNext(Kind kind) throws Exception {
        under(kind, (elements, shown) -> {
            Iterator<?> iterator = elements.iterator();
            for (String each : shown) {
                assertThat(iterator.next()).hasToString(each);
            }
            for (int i = 0; i < 3; i++) {
                assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(iterator::next);
            }
            assertThat(iterator.hasNext()).isFalse();
        });
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("K9 S13 H5 remove is not supported, at any moment")
    void removeIsNotSupported(Kind kind) throws Exception {
        under(kind, (elements, shown) -> {
            Iterator<?> iterator = elements.iterator();
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(iterator::remove);
            iterator.next();
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(iterator::remove);
            assertThat(iterator.next()).hasToString(shown.get(1));
        });
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("K9 S13 H5 forEachRemaining gives what is left, and then nothing")
    void forEachRemainingGivesWhatIsLeft(Kind kind) throws Exception {
        under(kind, (elements, shown) -> {
            List<String> seen = new ArrayList<>();
            Iterator<?> iterator = elements.iterator();
            iterator.next();
            assertThat(iterator.hasNext()).isTrue();
            iterator.forEachRemaining(each -> seen.add(each.toString()));
            assertThat(seen).isEqualTo(shown.subList(1, 3));
            iterator.forEachRemaining(each -> seen.add("more"));
            assertThat(seen).hasSize(2);
        });
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "K9 S13 H5 of a second iterator: a ticker refuses it, a streamer's share the results, a holder's see all")
    void aSecondIterator(Kind kind) throws Exception {
        under(kind, (elements, shown) -> {
            Iterator<?> first = elements.iterator();
            switch (kind) {
                case TICKER -> {
                    assertThatIllegalStateException().isThrownBy(elements::iterator);
                    assertThatIllegalStateException().isThrownBy(elements::spliterator);
                    assertThat(first.next()).hasToString(shown.get(0));
                }
                case STREAMER -> {
                    Iterator<?> second = elements.iterator();
                    assertThat(first.next()).hasToString(shown.get(0));
                    assertThat(second.next()).hasToString(shown.get(1));
                    assertThat(first.next()).hasToString(shown.get(2));
                    assertThat(second.hasNext()).isFalse();
                    assertThat(first.hasNext()).isFalse();
                }
                case HOLDER -> {
                    Iterator<?> second = elements.iterator();
                    assertThat(first.next()).hasToString(shown.get(0));
                    assertThat(second.next()).hasToString(shown.get(0));
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("K9 S13 H5 an iterator may be used by one thread after the other, of whatever kind")
    void anIteratorMayBeUsedByOneThreadAfterTheOther(On first) throws Exception {
        try (Ticker ticker = Ticker.every(Duration.ofMillis(1)).maxIterations(3).open();
                ResultStreamer<Integer, String> streamer = ResultStreamer.open();
                TaskHolder holder = TaskHolder.open()) {
            List<Promise<Void>> held = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                streamer.addValue("value", i);
                held.add(holder.addTask(Async.promise("held " + i)));
            }
            streamer.noMoreWork();
            Iterator<Tick> ticks = ticker.iterator();
            Iterator<Result<Integer, String>> results = streamer.iterator();
            Iterator<?> members = holder.iterator();
            for (int i = 0; i < 3; i++) {
                int number = i + 1;
                On on = List.of(On.values()).get((List.of(On.values()).indexOf(first) + i) % 3);
                on.run(() -> {
                    assertThat(ticks.next().iteration()).isEqualTo(number);
                    assertThat(results.next().outcome()).isEqualTo(new io.photons.async.Outcome.Success<>(number));
                    assertThat(members.next()).isSameAs(held.get(number - 1));
                    assertThat(ticks.hasNext()).isEqualTo(number < 3);
                    assertThat(results.hasNext()).isEqualTo(number < 3);
                    assertThat(members.hasNext()).isEqualTo(number < 3);
                    return null;
                });
            }
            held.forEach(future -> future.complete(null));
        }
    }
}
