package io.photons.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A snapshot")
class SnapshotReaderTest {

    @Test
    @DisplayName("is read with counts, times and children; what is not known is skipped")
    void isRead() throws Trouble {
        Snapshot snapshot = SnapshotReader.read("""
                {"counts":{"started":7,"new":1},"more":{"x":[1,{"y":2}],"z":"w"},"nodes":[
                 {"id":"a","kind":"TASK","label":"Task#x","name":"x","state":"WAITING","detail":"","ageMillis":5,
                  "waitsFor":"sleep","leftMillis":9,"remainingMillis":8,"startedBy":"Task#y","startedAt":"A:1","odd":true,
                  "children":[{"id":"b","kind":"TICKER","label":"t","state":"RUNNING","detail":"3 ticks","ageMillis":1,
                  "children":[]}]},
                 {"id":"c","kind":"TASK","label":"z","state":"QUEUED","detail":"","ageMillis":0,"children":[]}]}""");
        assertThat(snapshot.count("started")).isEqualTo(7);
        assertThat(snapshot.count("missing")).isZero();
        assertThat(snapshot.nodes()).extracting(Node::id).containsExactly("a", "c");
        Node first = snapshot.nodes().getFirst();
        assertThat(first.waitsFor()).isEqualTo("sleep");
        assertThat(first.leftMillis()).isEqualTo(9);
        assertThat(first.remainingMillis()).isEqualTo(8);
        assertThat(first.startedBy()).isEqualTo("Task#y");
        assertThat(first.children()).singleElement().satisfies(child -> {
            assertThat(child.detail()).isEqualTo("3 ticks");
            assertThat(child.leftMillis()).isEqualTo(Node.NONE);
        });
    }

    @Test
    @DisplayName("may be a hundred thousand levels deep, and is laid out, counted and filtered all the same")
    void mayBeDeep() throws Trouble {
        int depth = 100_000;
        StringBuilder json = new StringBuilder("{\"counts\":{},\"nodes\":[");
        for (int i = 0; i < depth; i++) {
            json.append("{\"id\":\"").append(i).append("\",\"kind\":\"TASK\",\"label\":\"t\",\"children\":[");
        }
        json.append("]}".repeat(depth)).append("]}");
        Snapshot snapshot = SnapshotReader.read(json.toString());
        Selection selection = new Selection(snapshot, "T", Sort.AGE, false);
        Stacks none = new Stacks(Map.of());
        assertThat(Rows.of(selection, none, Row.Branches.LINES)).hasSize(depth);
        assertThat(new Selection(snapshot, "", Sort.TREE, true).roots()).hasSize(depth);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"nodes\":[}", "[1", "{\"counts\":{\"a\":99999999999999999999}}", "\u001b[31m"})
    @DisplayName("that is none is refused")
    void thatIsNoneIsRefused(String text) {
        assertThatExceptionOfType(Trouble.class)
                .isThrownBy(() -> SnapshotReader.read(text))
                .withMessageNotContaining("\u001b");
    }
}
