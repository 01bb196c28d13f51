package io.photons.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;

/** What Maven Central asks of a POM: the modules say what is theirs, and inherit the rest. */
@DisplayName("The POM of what is published")
class PomTest {

    private static final List<String> INHERITED = List.of("url", "licenses", "developers", "scm");

    static List<Published> published() throws IOException {
        return Published.all();
    }

    @ParameterizedTest
    @MethodSource("published")
    @DisplayName("has a name and a description of its own, and inherits the rest")
    void saysWhatIsItsOwn(Published each) throws IOException {
        var pom = pom(each);

        assertThat(Published.ownText(pom, "name")).isNotBlank();
        assertThat(Published.ownText(pom, "description")).endsWith(".");
        assertThat(INHERITED)
                .allSatisfy(name ->
                        assertThat(Published.ownText(pom, name)).as(name).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("published")
    @DisplayName("makes a jar of the sources and one of the Javadoc")
    void makesJarsOfSourcesAndJavadoc(Published each) throws IOException {
        assertThat(texts(pom(each), "artifactId")).contains("maven-source-plugin", "maven-javadoc-plugin");
    }

    @Test
    @DisplayName("is told by its parent where the project is, its licence, its developers and its sources")
    void inheritsWhatIsCommon() throws IOException {
        var parent = Published.read(Published.ROOT.resolve("pom.xml"));

        assertThat(INHERITED)
                .allSatisfy(name ->
                        assertThat(Published.ownText(parent, name)).as(name).isNotBlank());
        assertThat(texts(parent, "connection")).hasSize(1);
        assertThat(texts(parent, "developerConnection")).hasSize(1);
        assertThat(texts(parent, "tag")).hasSize(1);
        assertThat(texts(parent, "project.build.outputTimestamp"))
                .singleElement()
                .asString()
                .endsWith("Z");
    }

    @Test
    @DisplayName("has a name that no other has")
    void isNamedAlone() throws IOException {
        var names = new ArrayList<String>();
        for (var each : Published.all()) {
            names.add(Published.ownText(pom(each), "name"));
        }

        assertThat(names).isNotEmpty().doesNotHaveDuplicates();
    }

    private static Document pom(Published each) throws IOException {
        return Published.read(each.directory().resolve("pom.xml"));
    }

    private static List<String> texts(Document pom, String name) {
        var found = pom.getElementsByTagName(name);
        var texts = new ArrayList<String>();
        for (var i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent().strip());
        }
        return texts;
    }
}
