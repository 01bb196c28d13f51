package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.photons.async.Async;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A class may use those of its own floor and of those below. */
@DisplayName("The floors of the core")
class FloorsTest {

    private static final List<String> FLOORS = List.of(
            "Action AsyncRuntime Body CoarseClock Cursor CursorMargin CursorValue Essentials Failed FlightEvents Interruptions Json Limits Need"
                    + " Outcome Parking Patience Reports Schedule ScopeBody Signals Spans SpinLock SystemRuntime TimerHeap"
                    + " package-info",
            "Cancellation ChildFuture Deferred Drain Pending Promise Registration Registrations Reporter"
                    + " ResettableFuture ResultQueue Settlement StageView Transfer WaitingLine",
            "ContextCarrier ErrorCatcher Flight Graces Hierarchy Iterated Job Origins Register Root Roster Row Scope Slots Stragglers Survey"
                    + " Tally"
                    + " Task TaskCounts TaskSnapshot TaskTimeoutException TaskTree Tasks TasksMXBean TimedTask Timeout TreeJson"
                    + " TreeText Waiting Waits",
            "Async Pauser ProcessEnd Shutdown ShutdownOptions ShutdownPhases TaskHolder TaskHolderOptions Tick Ticker"
                    + " TickerOptions",
            "Emitter FlowAdapters Generator Inlet Result ResultStreamer ResultStreamerOptions ResultSubscription StreamWork"
                    + " Subscriptions Work");

    private static final JavaClasses CORE = load();

    private static JavaClasses load() {
        // The JDK's own classes have no floor; without them the test takes a tenth of the time.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .importUrl(Async.class.getProtectionDomain().getCodeSource().getLocation());
    }

    private static Map<String, Integer> floors() {
        Map<String, Integer> floors = new HashMap<>();
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            for (String name : FLOORS.get(floor).split(" ", -1)) {
                assertThat(floors.put(name, floor))
                        .as("second floor of %s", name)
                        .isNull();
            }
        }
        return floors;
    }

    /** The classes of the core's package by the file they are in: a nested class lives where its outer one does. */
    private static Map<String, List<JavaClass>> files() {
        Map<String, List<JavaClass>> files = new TreeMap<>();
        for (JavaClass type : CORE) {
            if (isOfCore(type)) {
                files.computeIfAbsent(fileOf(type), file -> new ArrayList<>()).add(type);
            }
        }
        return files;
    }

    private static boolean isOfCore(JavaClass type) {
        return type.getPackageName().equals(Async.class.getPackageName());
    }

    private static String fileOf(JavaClass type) {
        String name = type.getName().substring(type.getPackageName().length() + 1);
        int nested = name.indexOf('$');
        String file = nested < 0 ? name : name.substring(0, nested);
        int array = file.indexOf('[');
        return array < 0 ? file : file.substring(0, array);
    }

    private static List<String> used(List<JavaClass> file) {
        return file.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(FloorsTest::isOfCore)
                .map(FloorsTest::fileOf)
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    @DisplayName("hold every file of the core, each once, and none that is gone")
    void holdEveryFile() {
        assertThat(floors()).containsOnlyKeys(files().keySet());
    }

    @Test
    @DisplayName("are never left upwards: a file uses its own floor and those below")
    void areNeverLeftUpwards() {
        Map<String, Integer> floors = floors();
        List<String> upwards = new ArrayList<>();
        files().forEach((file, classes) -> {
            for (String other : used(classes)) {
                if (floors.getOrDefault(other, 0) > floors.getOrDefault(file, 0)) {
                    upwards.add(file + " -> " + other);
                }
            }
        });
        assertThat(upwards).isEmpty();
    }
}
