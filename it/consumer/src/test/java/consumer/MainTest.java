package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.photons.async.Async;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;

class MainTest {

    @VirtualTimeTest(seeds = 5)
    void theProgramWorksUnderVirtualTime(VirtualTime time) throws Exception {
        assertEquals(6, Main.held());
        assertEquals("60 and 1 error", Main.streamed());
        assertEquals(3, Main.ticked());

        var start = time.elapsed();
        Async.sleep(Duration.ofHours(2));

        assertEquals(Duration.ofHours(2), time.elapsed().minus(start));
    }
}
