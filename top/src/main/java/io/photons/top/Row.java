package io.photons.top;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the tree, laid out but not drawn.
 *
 * @param node whose line it is
 * @param indent what stands before it
 * @param hidden how many lines below it are not shown as it is collapsed
 * @param call a line of the node's stack in place of the node, or null
 */
record Row(Node node, String indent, int hidden, @Nullable String call) {

    /** How the branches of the tree are drawn. */
    record Branches(String middle, String last, String through, String blank) {

        /** For terminals that know Unicode. */
        static final Branches LINES = new Branches("├─ ", "└─ ", "│  ", "   ");

        /** For those that do not. */
        static final Branches ASCII = new Branches("|- ", "`- ", "|  ", "   ");

        /** All its characters. */
        String characters() {
            return middle + last + through;
        }
    }

    /** What is opened and closed in a tree, and who says where a task stands. */
    interface Folds {

        /** Whether what is below a node is not shown. */
        boolean isCollapsed(Node node);

        /** The stack of a node, or nothing. */
        List<String> stack(Node node);
    }
}
