package io.photons.top;

import io.photons.top.Row.Branches;
import io.photons.top.Row.Folds;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the user wants to see it: what the keys change.
 *
 * <p><b>Threads.</b> All fields are confined to the thread that reads the keys and draws, but for {@code stacks}, which is
 * written by it, as a new set each time, and read by the one that looks.
 */
final class View {

    private static final int LONGEST_FILTER = 60;

    private Sort sort;
    private String filter;
    private boolean flat;
    private boolean held;
    private boolean typing;
    private boolean closed;
    private final Set<String> exceptions = new HashSet<>();
    private volatile Set<String> stacks = Set.of();
    private List<Row> rows = List.of();
    private int cursor;
    private @Nullable String cursorId;
    private int top;

    View(Sort sort, String filter, boolean flat) {
        this.sort = sort;
        this.filter = filter;
        this.flat = flat;
    }

    Sort sort() {
        return sort;
    }

    String filter() {
        return filter;
    }

    boolean isFlat() {
        return flat;
    }

    /** Whether new looks are not shown. */
    boolean isHeld() {
        return held;
    }

    /** Whether the keys go to the filter. */
    boolean isTyping() {
        return typing;
    }

    /** The ids of the tasks whose stacks are wanted. */
    Set<String> stacks() {
        return stacks;
    }

    List<Row> rows() {
        return rows;
    }

    int cursor() {
        return cursor;
    }

    /** The first row in the window. */
    int top() {
        return top;
    }

    /** Lays a look out for a window with so many rows; the cursor stays on its node as long as there is one. */
    void lay(Look look, Branches branches, int height) {
        Selection selection = new Selection(look.snapshot(), filter, sort, flat);
        rows = Rows.of(selection, new Folding(look.stacks()), branches);
        if (cursorId != null && !isAt(cursor, cursorId)) {
            for (int i = 0; i < rows.size(); i++) {
                if (isAt(i, cursorId)) {
                    cursor = i;
                    break;
                }
            }
        }
        moveTo(cursor);
        top = Math.clamp(top, Math.max(0, cursor - Math.max(1, height) + 1), cursor);
        top = Math.clamp(top, 0, Math.max(0, rows.size() - height));
    }

    private boolean isAt(int index, String id) {
        return index < rows.size() && rows.get(index).node().id().equals(id);
    }

    private void moveTo(int index) {
        cursor = Math.clamp(index, 0, Math.max(0, rows.size() - 1));
        cursorId = rows.isEmpty() ? cursorId : rows.get(cursor).node().id();
    }

    private final class Folding implements Folds {
        private final Stacks found;

        Folding(Stacks found) {
            this.found = found;
        }

        @Override
        public boolean isCollapsed(Node node) {
            return closed != exceptions.contains(node.id());
        }

        @Override
        public List<String> stack(Node node) {
            return stacks.contains(node.id()) ? found.stack(node) : List.of();
        }
    }

    /** Does what a key asks for; false if it is to quit. */
    boolean press(Key key, int page) {
        if (typing) {
            type(key);
            return true;
        }
        switch (key.kind()) {
            case UP -> moveTo(cursor - 1);
            case DOWN -> moveTo(cursor + 1);
            case PAGE_UP -> moveTo(cursor - page);
            case PAGE_DOWN -> moveTo(cursor + page);
            case HOME -> moveTo(0);
            case END -> moveTo(rows.size() - 1);
            case ENTER -> toggleStack();
            case ESCAPE -> filter = "";
            case CHARACTER -> {
                return character(key.character());
            }
            case BACKSPACE, OTHER, NONE, GONE -> {
                // Nothing to do.
            }
        }
        return true;
    }

    private boolean character(char character) {
        switch (character) {
            case 'q', 'Q' -> {
                return false;
            }
            case 'k' -> moveTo(cursor - 1);
            case 'j' -> moveTo(cursor + 1);
            case ' ' -> toggleFold();
            case '+', '-' -> {
                closed = character == '-';
                exceptions.clear();
            }
            case 's' -> sort = sort.next();
            case 't' -> flat = !flat;
            case 'p' -> held = !held;
            case '/' -> typing = true;
            default -> {
                // Means nothing.
            }
        }
        return true;
    }

    private void type(Key key) {
        switch (key.kind()) {
            case CHARACTER -> filter = filter.length() < LONGEST_FILTER ? filter + key.character() : filter;
            case BACKSPACE -> filter = filter.isEmpty() ? filter : filter.substring(0, filter.length() - 1);
            case ENTER -> typing = false;
            case ESCAPE -> {
                typing = false;
                filter = "";
            }
            default -> {
                // Means nothing.
            }
        }
    }

    private void toggleFold() {
        if (cursorId != null && !exceptions.remove(cursorId)) {
            exceptions.add(cursorId);
        }
    }

    private void toggleStack() {
        if (rows.isEmpty() || !rows.get(cursor).node().isTask()) {
            return;
        }
        String id = rows.get(cursor).node().id();
        Set<String> next = new HashSet<>(stacks);
        if (!next.remove(id)) {
            next.add(id);
        }
        stacks = Set.copyOf(next);
    }
}
