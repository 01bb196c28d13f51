package io.photons.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;

/** Standard output, unbuffered, and with its errors told: a {@code PrintStream} would keep them to itself. */
public final class Output {

    private final OutputStream out;
    private final Charset charset;

    public Output(OutputStream out, Charset charset) {
        this.out = out;
        this.charset = charset;
    }

    /** The encoding of the terminal or the locale. */
    public static Charset nativeCharset() {
        String name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", "UTF-8"));
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Charset.defaultCharset();
        }
    }

    public Charset charset() {
        return charset;
    }

    /** Writes a line; what the encoding does not have becomes a question mark. */
    public void line(String text) throws IOException {
        write((text + System.lineSeparator()).getBytes(charset));
    }

    public void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }
}
