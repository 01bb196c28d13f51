package io.photons.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * A module of this repository that others can depend on.
 *
 * @param directory where it is
 * @param artifact its name in repositories
 */
record Published(Path directory, String artifact) {

    static final Path ROOT = Path.of(System.getProperty("photons.root")).normalize();

    /** All modules but those that say that they are not to be deployed. */
    static List<Published> all() throws IOException {
        var published = new ArrayList<Published>();
        var modules = read(ROOT.resolve("pom.xml")).getElementsByTagName("module");
        for (var i = 0; i < modules.getLength(); i++) {
            var directory = ROOT.resolve(modules.item(i).getTextContent());
            var pom = read(directory.resolve("pom.xml"));
            if (pom.getElementsByTagName("maven.deploy.skip").getLength() == 0) {
                published.add(new Published(directory, ownText(pom, "artifactId")));
            }
        }
        return published;
    }

    Path classes() {
        return directory.resolve(System.getProperty("photons.build.folder")).resolve("classes");
    }

    /** The jar, once it is built. */
    Path jar() {
        var name = artifact + "-" + System.getProperty("photons.version") + ".jar";
        return directory.resolve(System.getProperty("photons.build.folder")).resolve(name);
    }

    /** The checked-in dump of its public API. */
    Path dump() {
        return directory.resolve("api").resolve(artifact + ".txt");
    }

    @Override
    public String toString() {
        return artifact;
    }

    static Document read(Path pom) throws IOException {
        try (var in = Files.newInputStream(pom)) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(pom + " is no POM", e);
        }
    }

    /** The text of an element of the project itself, or an empty one. */
    static String ownText(Document pom, String name) {
        var children = pom.getDocumentElement().getChildNodes();
        for (var i = 0; i < children.getLength(); i++) {
            if (children.item(i) instanceof Element element
                    && element.getTagName().equals(name)) {
                return element.getTextContent().strip();
            }
        }
        return "";
    }
}
