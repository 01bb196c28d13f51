package io.photons.top;

import static io.photons.top.Nodes.look;
import static io.photons.top.Nodes.node;
import static io.photons.top.Nodes.snapshot;
import static io.photons.top.Nodes.zoo;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A picture of the tree")
class PictureTest {

    private static List<AttributedString> lines(int width, int height, Look look) {
        View view = new View(Sort.TREE, "", false);
        Picture picture = new Picture(width, height, 1_000_000_000);
        view.lay(look, Row.Branches.LINES, picture.rows());
        return picture.lines(look, view);
    }

    @Test
    @DisplayName("says in words how each one stands")
    void saysInWords() {
        List<String> lines = lines(100, 12, look(zoo())).stream()
                .map(AttributedString::toString)
                .map(String::stripTrailing)
                .toList();
        assertThat(lines).hasSize(12);
        assertThat(lines.get(0)).isEqualTo("photons top  42 zoo.Main  every 1 s");
        assertThat(lines.get(1)).startsWith("1 running  0 waiting");
        assertThat(lines.get(2)).startsWith("STATE            AGE WHAT").contains("WAITS FOR");
        assertThat(lines.get(3)).isEqualTo("open             9 s TaskHolder#zoo");
        assertThat(lines.get(5)).isEqualTo("waiting          8 s ├─ Task#bear");
        assertThat(lines.get(11)).startsWith("1-6 of 6  sort tree").contains("q quits");
    }

    @Test
    @DisplayName("fits into every window, and tells a terminal nothing whatever the names are")
    void fitsIntoEveryWindow() {
        Node evil = new Node(
                Zoo.HOSTILE,
                Zoo.HOSTILE,
                "漢".repeat(50) + Zoo.HOSTILE,
                Zoo.HOSTILE,
                Zoo.HOSTILE,
                Zoo.HOSTILE,
                Long.MAX_VALUE / 1_000_000,
                Zoo.HOSTILE,
                7_300_000,
                7_300_000,
                Zoo.HOSTILE,
                Zoo.HOSTILE,
                List.of(node("6", "TASK", Zoo.HOSTILE, "STRAGGLING", 7_500_000)));
        Look look =
                new Look(new Jvm(1, Zoo.HOSTILE), snapshot(evil), new Stacks(Map.of("6", List.of(Zoo.HOSTILE, "x"))));
        for (int width = 1; width < 200; width += width < 90 ? 1 : 17) {
            for (int height = 1; height < 30; height++) {
                List<AttributedString> lines = lines(width, height, look);
                assertThat(lines).hasSizeLessThanOrEqualTo(height);
                for (AttributedString line : lines) {
                    assertThat(line.columnLength()).as("%d: %s", width, line).isLessThanOrEqualTo(width);
                    assertThat(line.toString()).doesNotContainPattern("[\\p{Cc}\u202e]");
                }
            }
        }
    }
}
