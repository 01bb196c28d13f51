package io.photons.watch;

import io.photons.terminal.BadArgument;
import io.photons.terminal.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Where the report goes. It is written beside that place first and then moved there, so that whatever goes wrong, what was
 * there before stays whole.
 *
 * @param path the place
 */
record ReportFile(Path path) {

    /**
     * Makes sure that there is hope of writing there.
     *
     * @throws BadArgument if there is none
     */
    static ReportFile of(String argument) {
        String name = "'" + Printable.of(argument, 200) + "'";
        try {
            Path path = Path.of(argument);
            if (argument.isEmpty() || Files.isDirectory(path)) {
                throw new BadArgument(name + " is not a file");
            }
            Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
            Path folder = target.getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw new BadArgument(name + " is in no folder that exists");
            }
            if (!Files.isWritable(Files.exists(target) && !Files.isRegularFile(target) ? target : folder)) {
                throw new BadArgument(name + " cannot be written: no permission");
            }
            return new ReportFile(target);
        } catch (IOException | InvalidPathException e) {
            throw new BadArgument(name + " is not a file");
        }
    }

    /** Writes the page. */
    void write(String page) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            // A device or a pipe: it must not be replaced by a file.
            Files.writeString(path, page, StandardOpenOption.WRITE);
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(page.getBytes(StandardCharsets.UTF_8));
        Path beside =
                path.resolveSibling("." + path.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".tmp");
        try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            move(beside);
        } catch (FileAlreadyExistsException e) {
            // Somebody else's.
            throw e;
        } catch (Throwable e) {
            remove(beside, e);
            throw e;
        }
    }

    private static void remove(Path file, Throwable cause) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private void move(Path beside) throws IOException {
        try {
            Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(beside, path, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
