package io.photons.top;

import io.photons.terminal.Output;
import io.photons.terminal.Streams;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came of the program.
 *
 * @param code its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Program(int code, String out, String err) {

    /** Runs it in this process. */
    static Program run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Program written = runInto(out, arguments);
        return new Program(written.code, out.toString(Output.nativeCharset()), written.err);
    }

    /** Runs it in this process, writing to a stream of the test's. */
    static Program runInto(OutputStream out, String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        int code = Main.run(new Streams(InputStream.nullInputStream(), out, errors, false), arguments);
        return new Program(code, "", err.toString(StandardCharsets.UTF_8));
    }

    /** The lines of standard output, read as JSON. */
    List<JsonNode> json() {
        return out.lines().map(JsonMapper.shared()::readTree).toList();
    }
}
