package kit;

import io.photons.async.Async;
import io.photons.async.testkit.VirtualTime;
import java.time.Duration;

/** The test kit in a program that has no JUnit. */
public final class WithoutJUnit {

    private WithoutJUnit() {}

    public static void main(String... arguments) {
        VirtualTime.run(time -> {
            var task = Async.background(() -> {
                Async.sleep(Duration.ofHours(2));
                return "done";
            });
            System.out.println(task.get() + " after " + time.elapsed());
        });
    }
}
