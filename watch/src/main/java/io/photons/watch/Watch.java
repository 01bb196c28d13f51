package io.photons.watch;

import io.photons.async.ChildFuture;
import io.photons.async.Deferred;
import io.photons.async.Outcome;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.async.TaskHolder;
import io.photons.terminal.Output;
import io.photons.terminal.Printable;
import io.photons.terminal.Streams;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One run: it makes the checks, shows their results as they come, sums up, and writes the report.
 *
 * <p>All that runs belongs to one task holder (the rounds, the painter, the embedded fleet) or to one streamer (the checks),
 * and both end with {@code stop}: those checks that are under way are cancelled then and waited for.
 */
final class Watch {

    /** The exit code where what was written for has hung up: what a program has that dies of it. */
    static final int HUNG_UP = 141;

    /** Results that may wait for the output before further checks do. */
    private static final int BACKLOG = 4096;

    private static final int SPARKS = 24;

    private final Settings settings;
    private final Streams streams;
    private final Output output;
    private final Deferred<?> intake;
    private final Deferred<?> stop;
    private final @Nullable Sample sample;
    private final Faults faults = new Faults();
    private volatile @Nullable Sink sink;

    /**
     * Makes one.
     *
     * @param settings what is asked for
     * @param streams where it is shown
     * @param intake no check begins once that has ended
     * @param end whose end ends all of it
     */
    Watch(Settings settings, Streams streams, Deferred<?> intake, Deferred<?> end) {
        this.settings = settings;
        this.streams = streams;
        this.intake = intake;
        stop = ChildFuture.of(end, "stop");
        output = new Output(streams.out(), Output.nativeCharset());
        sample = settings.report() == null ? null : new Sample();
    }

    /** Leaves the terminal in order; for an end in the middle of the work. */
    void abandon() {
        Sink current = sink;
        if (current != null) {
            current.abandon();
        }
    }

    /** Runs, recorded if that was asked for, and returns the exit code. */
    int run() throws InterruptedException {
        ReportFile file = settings.recording();
        if (file == null) {
            return runAll();
        }
        try (FlightRecording recording = FlightRecording.start()) {
            int code = runAll();
            try {
                recording.write(file.path());
                return code;
            } catch (IOException e) {
                return fail(
                        "cannot write the recording to '"
                                + Printable.of(file.path().toString()) + "': ",
                        e);
            }
        }
    }

    private int runAll() throws InterruptedException {
        try {
            return TaskHolder.run(stop, helpers -> {
                try {
                    return run(helpers);
                } finally {
                    helpers.cancel("the watch is over");
                }
            });
        } catch (IOException e) {
            return fail("the embedded fleet cannot start: ", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private int run(TaskHolder helpers) throws IOException, InterruptedException {
        try (Names names = new Names();
                Fleet fleet = settings.targets().isEmpty()
                        ? Fleet.open(helpers, FleetPlan.of(settings.seed()), settings.timeout())
                        : null) {
            List<Target> targets = fleet == null ? settings.targets() : fleet.targets();
            Prober prober = new Prober(new Dialer(names));
            Checker checker = new Checker(prober, settings.timeout(), InstantSource.system());
            Rehearsal.hold(helpers, checker);
            Scoreboard board = new Scoreboard(targets, sample == null ? SPARKS : Report.memory(targets.size()), sample);
            Rounds rounds = new Rounds(settings, targets, checker, board, intake, stop);
            int shown = show(helpers, rounds, board);
            int reported = report(board);
            boolean healthy = board.summary().healthyPercent() >= settings.failUnder();
            return shown != 0 ? shown : reported != 0 ? reported : healthy ? 0 : 1;
        }
    }

    /** Makes the checks and shows them; what it returns is zero unless they could not be shown. */
    private int show(TaskHolder helpers, Rounds rounds, Scoreboard board) {
        try (Sink shown = sink(helpers, rounds, board)) {
            sink = shown;
            stream(helpers, rounds, board, shown);
            shown.finish(board.summary());
        } catch (IOException e) {
            // Standard output is gone: nobody is there to go on for. A pipe that was closed is no error to speak of.
            stop.cancel("standard output is closed");
            return isHungUp(e) ? HUNG_UP : fail("cannot write to standard output: ", e);
        } finally {
            sink = null;
        }
        faults.tell(streams.err());
        return 0;
    }

    private static boolean isHungUp(IOException e) {
        return String.valueOf(e.getMessage()).contains("Broken pipe");
    }

    private void stream(TaskHolder helpers, Rounds rounds, Scoreboard board, Sink shown) throws IOException {
        try (ResultStreamer<Check, Turn> results = ResultStreamer.<Check, Turn>options()
                .maxConcurrent(settings.maxConcurrent())
                .capacity(BACKLOG)
                .exceptionsOnly(faults)
                .open(stop)) {
            helpers.add("rounds", () -> rounds.run(results));
            for (Result<Check, Turn> result : results) {
                Check check = checkOf(result);
                if (check != null) {
                    board.add(result.context(), check);
                    shown.accept(result.context(), check);
                }
            }
        }
    }

    private static @Nullable Check checkOf(Result<Check, Turn> result) {
        return switch (result.outcome()) {
            case Outcome.Success<Check>(Check check) -> check;
            case Outcome.Failure<Check>(Throwable fault) ->
                new Check(Instant.now(), Verdict.FAILED, Check.NONE, Check.NONE, Printable.of("fault: " + fault, 160));
            case Outcome.Cancelled<Check> cancelled -> null;
        };
    }

    private Sink sink(TaskHolder helpers, Rounds rounds, Scoreboard board) throws IOException {
        if (settings.json()) {
            return new JsonLines(output, settings.quiet());
        }
        PlainLines lines = new PlainLines(output, settings.quiet(), settings.failUnder());
        if (settings.quiet() || !streams.ownsProcess()) {
            return lines;
        }
        LiveTable table = LiveTable.open(board, output, lines);
        if (table == null) {
            return lines;
        }
        helpers.add("painter", () -> table.paint(rounds, helpers.finalFuture()));
        return table;
    }

    private int report(Scoreboard board) {
        ReportFile file = settings.report();
        if (file == null || sample == null) {
            return 0;
        }
        try {
            file.write(Report.page(board, sample, settings.failUnder()));
            return 0;
        } catch (IOException e) {
            return fail(
                    "cannot write the report to '" + Printable.of(file.path().toString()) + "': ", e);
        }
    }

    private int fail(String what, IOException e) {
        String why = Complaint.ofFile(e);
        streams.err().println("photons watch: " + what + why);
        return 1;
    }
}
