package io.photons.top;

import io.photons.terminal.CommandLines;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return CommandLines.version("photons top", Version.class);
    }
}
