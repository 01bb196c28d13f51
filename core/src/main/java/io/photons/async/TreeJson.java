package io.photons.async;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;

/** Writes a snapshot as JSON. Deep trees do not overflow the stack. */
final class TreeJson {

    private TreeJson() {}

    static String of(TaskSnapshot snapshot) {
        Json json = new Json().open('{');
        counts(json.member("counts", '{'), snapshot.counts());
        json.close('}');
        nodes(json.member("nodes", '['), snapshot.nodes());
        return json.close('}').toString();
    }

    private static void counts(Json json, TaskCounts counts) {
        json.member("started", counts.started())
                .member("succeeded", counts.succeeded())
                .member("failed", counts.failed())
                .member("cancelled", counts.cancelled())
                .member("runMillis", counts.runTime())
                .member("running", counts.running())
                .member("waiting", counts.waiting())
                .member("queued", counts.queued())
                .member("stragglers", counts.stragglers())
                .member("leftBehind", counts.leftBehind())
                .member("lateTicks", counts.lateTicks())
                .member("pendingTimers", counts.pendingTimers());
    }

    /** The array was opened, and is closed here. */
    private static void nodes(Json json, List<TaskSnapshot.Node> nodes) {
        ArrayDeque<Iterator<TaskSnapshot.Node>> open = new ArrayDeque<>();
        open.push(nodes.iterator());
        while (!open.isEmpty()) {
            if (open.element().hasNext()) {
                TaskSnapshot.Node node = open.element().next();
                node(json.open('{'), node);
                json.member("children", '[');
                open.push(node.children().iterator());
            } else {
                open.pop();
                json.close(']');
                if (!open.isEmpty()) {
                    json.close('}');
                }
            }
        }
    }

    private static void node(Json json, TaskSnapshot.Node node) {
        json.member("id", node.id())
                .member("kind", node.kind().name())
                .member("label", node.label())
                .member("name", node.name())
                .member("state", node.state().name())
                .member("detail", node.detail())
                .member("ageMillis", node.age());
        TaskSnapshot.Wait wait = node.waitsFor();
        if (wait != null) {
            json.member("waitsFor", wait.what()).member("leftMillis", wait.left());
        }
        json.member("remainingMillis", node.remaining());
        TaskSnapshot.Origin origin = node.origin();
        if (origin != null) {
            json.member("startedBy", origin.starter()).member("startedAt", origin.place());
        }
    }
}
