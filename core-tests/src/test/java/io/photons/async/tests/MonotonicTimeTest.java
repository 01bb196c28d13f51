package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.photons.async.Async;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A wall clock may jump; nothing here may ask one. */
@DisplayName("The clock of the core")
class MonotonicTimeTest {

    private static final Set<String> CALENDARS = Set.of(
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalDateTime",
            "java.time.LocalTime",
            "java.time.OffsetDateTime",
            "java.time.ZonedDateTime",
            "java.util.Calendar",
            "java.util.Date",
            "java.util.GregorianCalendar");

    private static final JavaClasses CORE = new ClassFileImporter()
            .importUrl(Async.class.getProtectionDomain().getCodeSource().getLocation());

    /** The places where classes ask a wall clock. */
    private static List<String> wallClocks(Iterable<JavaClass> classes) {
        return accesses(classes, access -> {
            String owner = access.getTargetOwner().getName();
            return (owner.equals("java.lang.System") && access.getName().equals("currentTimeMillis"))
                    || owner.startsWith("java.time.Clock")
                    || owner.equals("java.time.InstantSource")
                    || CALENDARS.contains(owner);
        });
    }

    private static List<String> accesses(
            Iterable<JavaClass> classes, java.util.function.Predicate<JavaAccess<?>> wanted) {
        List<String> found = new java.util.ArrayList<>();
        for (JavaClass type : classes) {
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                if (wanted.test(access)) {
                    found.add(type.getSimpleName() + " "
                            + access.getTargetOwner().getSimpleName() + "." + access.getName());
                }
            }
        }
        return found;
    }

    @Test
    @DisplayName("K10 T13 is monotonic: no wall clock is asked, so one that jumps changes nothing")
    void isMonotonic() {
        assertThat(CORE).isNotEmpty();
        assertThat(wallClocks(CORE)).isEmpty();
    }

    @Test
    @DisplayName("E5 is read in one place alone, behind the door")
    void isReadInOnePlaceAlone() {
        assertThat(accesses(
                        CORE,
                        access -> access.getTargetOwner().getName().equals("java.lang.System")
                                && access.getName().equals("nanoTime")))
                .isNotEmpty()
                .containsOnly("SystemRuntime System.nanoTime");
    }

    /** What must be found. */
    private static final class Asking {
        private Asking() {}

        @SuppressWarnings("JavaUtilDate") // it is to be found
        static List<Object> answers() {
            return List.of(System.currentTimeMillis(), Instant.now(), Clock.systemUTC(), new java.util.Date());
        }
    }

    @Test
    @DisplayName("a class that asks a wall clock is found")
    void aClassThatAsksAWallClockIsFound() {
        assertThat(Asking.answers()).hasSize(4);
        assertThat(wallClocks(new ClassFileImporter().importClasses(Asking.class)))
                .containsExactlyInAnyOrder(
                        "Asking System.currentTimeMillis",
                        "Asking Instant.now",
                        "Asking Clock.systemUTC",
                        "Asking Date.<init>");
    }
}
