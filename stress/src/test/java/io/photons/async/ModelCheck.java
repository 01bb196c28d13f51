package io.photons.async;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;

/**
 * One class of the library, and what one thread alone would see of it. The scenarios written here are looked at first;
 * random ones follow.
 *
 * <p>A program of its own, so that a JVM can run it against a broken copy of the library: it ends with 1 and prints what
 * it found.
 */
public enum ModelCheck {
    PROMISE(PromiseModel.class, PromiseModel.Alone.class) {
        @Override
        List<ExecutionScenario> scenarios() {
            return List.of(
                    scenario("onDone 0", "complete 1", "removeCallback 0"),
                    scenario("onDone 0, onDone 1", "complete 1", "onDone 0"),
                    scenario("onDone 0, onDone 1", "complete 1", "isDone, removeCallback 0"),
                    scenario("onDone 0, onDone 1", "hasCallback 1, fail", "removeCallback 1"),
                    scenario("onDone 0", "onDone 1, removeCallback 0", "fail, hasCallback 0"),
                    scenario("", "onDone 0, onDone 1", "complete 1, hasCallback 0"),
                    scenario("", "get", "complete 1"),
                    scenario("onDone 0", "get", "removeCallback 0, complete 1"),
                    scenario("onDone 0", "cancel, outcome", "complete 1, outcome", "onDone 1"),
                    scenario("onDone 0, onDone 1, onDone 0", "removeCallback 0", "removeCallback 1", "fail"));
        }
    },
    RESETTABLE(ResettableModel.class, ResettableModel.Alone.class) {
        @Override
        List<ExecutionScenario> scenarios() {
            return List.of(
                    scenario("onDone 0", "complete 1", "resetByForce"),
                    scenario("onDone 0", "cancel", "resetByForce"),
                    scenario("", "complete 1, reset", "complete 2, outcome"),
                    scenario("onDone 0", "complete 1, onDone 1", "reset, complete 2"),
                    scenario("onDone 0", "resetByForce, complete 1", "resetByForce, complete 2"),
                    scenario("", "outcome, complete 2", "complete 1, reset", "onDone 0"));
        }
    },
    HOLDER(HolderModel.class, HolderModel.Alone.class) {
        @Override
        List<ExecutionScenario> scenarios() {
            return List.of(
                    scenario("add 0", "end 0, add 1, end 1", "close, add 2"),
                    scenario("", "add 0, end 0", "close, contains 0"),
                    scenario("", "add 0, end 0", "close", "add 1, end 1"),
                    scenario("add 0, add 1", "end 0, iterate", "end 1, pending"),
                    scenario("add 0, add 1, add 2", "end 1", "iterate, pending", "end 0"),
                    scenario("add 0", "end 0, contains 0", "add 1, iterate"));
        }
    },
    LEAVING(LeavingModel.class, LeavingModel.Alone.class) {
        @Override
        List<ExecutionScenario> scenarios() {
            return List.of(
                    scenario("", "end 0, end 1", "close, pending"),
                    scenario("end 1", "end 0", "close, contains 0"),
                    scenario("", "end 0", "close", "end 1"),
                    scenario("", "end 0, iterate", "end 1, pending"),
                    scenario("", "end 0, cancelled", "end 1, contains 0"),
                    scenario("end 0", "end 1", "iterate, cancelled"));
        }
    },
    QUEUE(QueueModel.class, QueueModel.Alone.class) {
        @Override
        List<ExecutionScenario> scenarios() {
            return List.of(
                    scenario("", "put 1", "take"),
                    scenario("", "put 1, put 2", "take", "take"),
                    scenario("", "put 1", "put 2", "take, take"),
                    scenario("put 1, put 2", "emit 3", "take, take"),
                    scenario("put 1, put 2", "emit 1", "emit 2", "poll, poll"),
                    scenario("put 1", "seal, put 2", "take, take"),
                    scenario("", "put 1, isSealed", "put 2, poll", "seal, poll"));
        }
    },
    STREAM(StreamModel.class, StreamModel.Alone.class) {
        @Override
        List<ExecutionScenario> scenarios() {
            return List.of(
                    scenario("noMoreWork", "add 0", "take"),
                    scenario("noMoreWork", "add 0, add 1", "take, take"),
                    scenario("", "add 0, noMoreWork", "take, take"),
                    scenario("noMoreWork", "add 0", "take", "take"));
        }

        @Override
        boolean hasRandomScenarios() {
            return false;
        }
    };

    private static final Set<String> WAITS = Set.of("get", "take", "emit", "close");

    /** How much more often two real threads meet, where one of them waits, than the model checker tries. */
    private static final int PAIRS = 10;

    private final Class<?> model;
    private final Class<?> alone;

    ModelCheck(Class<?> model, Class<?> alone) {
        this.model = model;
        this.alone = alone;
    }

    abstract List<ExecutionScenario> scenarios();

    /** False where a step waits for what other steps do. */
    boolean hasRandomScenarios() {
        return true;
    }

    /**
     * Checks.
     *
     * @param arguments how many random scenarios, how often each is run, after how many milliseconds one try has hung, and
     *     the name of what to check
     */
    public static void main(String... arguments) {
        int random = Integer.parseInt(arguments[0]);
        int times = Integer.parseInt(arguments[1]);
        long hungMillis = Long.parseLong(arguments[2]);
        ModelCheck target = valueOf(arguments[3]);
        long begun = System.nanoTime();
        try {
            target.check(random, times, hungMillis);
        } catch (AssertionError found) {
            System.out.println(target + " is broken: " + found.getMessage());
            System.exit(1);
        }
        long millis = (System.nanoTime() - begun) / 1_000_000;
        System.out.println(target + " holds: " + target.scenarios().size() + " scenarios and "
                + (target.hasRandomScenarios() ? random : 0) + " random ones, " + times + " times each, in " + millis
                + " ms");
    }

    private void check(int random, int times, long hungMillis) {
        // The model checker takes a wake-up for nothing to be possible at any time, so that one which is lost shows
        // only on real threads.
        var pairs = scenarios().stream()
                .filter(each -> each.getNThreads() == 2 && waits(each))
                .toList();
        if (!pairs.isEmpty()) {
            run(new StressOptions(), 0, PAIRS * times, pairs, hungMillis);
        }
        var modelChecking = new ModelCheckingOptions()
                .checkObstructionFreedom(false)
                .addGuarantee(
                        ManagedStrategyGuaranteeKt.forClasses(Calls.class.getName(), Calls.class.getName() + "$Call")
                                .allMethods()
                                .ignore());
        run(modelChecking, random, times, scenarios(), hungMillis);
        run(new StressOptions(), random, times, scenarios(), hungMillis);
    }

    private void run(Options<?, ?> options, int random, int times, List<ExecutionScenario> scenarios, long hungMillis) {
        options.iterations(hasRandomScenarios() ? random : 0)
                .invocationsPerIteration(times)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(2)
                .minimizeFailedScenario(false)
                .sequentialSpecification(alone)
                .invocationTimeout$lincheck(hungMillis);
        scenarios.forEach(options::addCustomScenario);
        options.check(model);
    }

    private static boolean waits(ExecutionScenario scenario) {
        return scenario.getParallelExecution().stream()
                .flatMap(List::stream)
                .anyMatch(step -> WAITS.contains(step.getMethod().getName()));
    }

    /** What comes before, and what each thread does; the number after a name is its argument. */
    ExecutionScenario scenario(String before, String... threads) {
        return new ExecutionScenario(
                actors(before), Arrays.stream(threads).map(this::actors).toList(), new ArrayList<>(), null);
    }

    private List<Actor> actors(String steps) {
        return Arrays.stream(steps.split(", "))
                .filter(step -> !step.isEmpty())
                .map(this::actor)
                .toList();
    }

    private Actor actor(String step) {
        String[] words = step.split(" ");
        Method method = Arrays.stream(model.getDeclaredMethods())
                .filter(each -> each.getName().equals(words[0]))
                .findAny()
                .orElseThrow();
        return new Actor(
                method, Arrays.stream(words).skip(1).map(Integer::valueOf).toList());
    }
}
