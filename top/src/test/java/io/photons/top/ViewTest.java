package io.photons.top;

import static io.photons.top.Nodes.look;
import static io.photons.top.Nodes.snapshot;
import static io.photons.top.Nodes.task;
import static io.photons.top.Nodes.zoo;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The view")
class ViewTest {

    private final View view = new View(Sort.TREE, "", false);

    private void press(String keys) {
        keys.chars()
                .forEach(key -> assertThat(view.press(new Key(Key.Kind.CHARACTER, (char) key), 10))
                        .isTrue());
    }

    private void press(Key.Kind kind) {
        assertThat(view.press(new Key(kind, '\0'), 10)).isTrue();
    }

    private List<String> shown(Snapshot snapshot) {
        view.lay(look(snapshot), Row.Branches.ASCII, 10);
        return view.rows().stream()
                .map(row -> row.indent()
                        + (row.call() == null ? row.node().label() : row.call())
                        + (row.hidden() == 0 ? "" : " +" + row.hidden()))
                .toList();
    }

    @Test
    @DisplayName("is a tree at first, and sorts those that belong to the same one")
    void isATreeAtFirst() {
        assertThat(shown(zoo()))
                .containsExactly(
                        "TaskHolder#zoo",
                        "|- Task#ape",
                        "|- Task#bear",
                        "|  `- TaskHolder#den",
                        "|     `- Task#cub",
                        "`- Task#ant");
        press("s");
        assertThat(shown(zoo()))
                .containsExactly(
                        "TaskHolder#zoo",
                        "|- Task#bear",
                        "|  `- TaskHolder#den",
                        "|     `- Task#cub",
                        "|- Task#ant",
                        "`- Task#ape");
        press("s");
        assertThat(shown(zoo())).startsWith("TaskHolder#zoo", "|- Task#ant", "|- Task#ape", "`- Task#bear");
    }

    @Test
    @DisplayName("folds what is below a line, or all, and says how much it hides")
    void folds() {
        shown(zoo());
        press("jj ");
        assertThat(shown(zoo())).containsExactly("TaskHolder#zoo", "|- Task#ape", "|- Task#bear +2", "`- Task#ant");
        press(" -");
        assertThat(shown(zoo())).containsExactly("TaskHolder#zoo +5");
        press(" ");
        assertThat(shown(zoo())).containsExactly("TaskHolder#zoo", "|- Task#ape", "|- Task#bear +2", "`- Task#ant");
        press("+");
        assertThat(shown(zoo())).hasSize(6);
    }

    @Test
    @DisplayName("shows the stack of the task at the cursor, and asks for no other")
    void showsTheStack() {
        shown(zoo());
        press(Key.Kind.ENTER);
        assertThat(view.stacks()).isEmpty();
        press(Key.Kind.END);
        press(Key.Kind.ENTER);
        assertThat(view.stacks()).containsExactly("6");
        assertThat(shown(zoo())).endsWith("`- Task#ant", "      a.B.c(D.java:1)");
        press(Key.Kind.ENTER);
        assertThat(view.stacks()).isEmpty();
        assertThat(shown(zoo())).hasSize(6);
    }

    @Test
    @DisplayName("filters as one types, shows what is above and below, and takes q for a letter meanwhile")
    void filters() {
        press("/BEAq");
        press(Key.Kind.BACKSPACE);
        assertThat(shown(zoo()))
                .containsExactly("TaskHolder#zoo", "`- Task#bear", "   `- TaskHolder#den", "      `- Task#cub");
        press(Key.Kind.ENTER);
        assertThat(view.isTyping()).isFalse();
        press("t");
        assertThat(shown(zoo())).containsExactly("Task#bear");
        press(Key.Kind.ESCAPE);
        assertThat(shown(zoo())).containsExactly("Task#ape", "Task#bear", "Task#cub", "Task#ant");
        assertThat(view.press(new Key(Key.Kind.CHARACTER, 'q'), 10)).isFalse();
    }

    @Test
    @DisplayName("keeps the cursor on its task while others come and go, and in the window")
    void keepsTheCursor() {
        Node[] many = IntStream.range(0, 100)
                .mapToObj(i -> task("t" + i, "Task#" + i, i))
                .toArray(Node[]::new);
        shown(snapshot(many));
        press(Key.Kind.PAGE_DOWN);
        press(Key.Kind.PAGE_DOWN);
        press(Key.Kind.UP);
        shown(snapshot(many));
        assertThat(view.rows().get(view.cursor()).node().id()).isEqualTo("t19");
        assertThat(view.top()).isBetween(10, 19);
        Node[] fewer = IntStream.range(15, 100).mapToObj(i -> many[i]).toArray(Node[]::new);
        shown(snapshot(fewer));
        assertThat(view.rows().get(view.cursor()).node().id()).isEqualTo("t19");
        assertThat(view.cursor()).isBetween(view.top(), view.top() + 9);
        shown(snapshot());
        assertThat(view.cursor()).isZero();
        press(Key.Kind.DOWN);
        press(" ");
        press(Key.Kind.ENTER);
    }
}
