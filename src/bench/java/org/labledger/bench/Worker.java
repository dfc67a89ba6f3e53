package org.labledger.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The other end of {@link InProcess}. */
final class Worker implements AutoCloseable {

    /**
     * What some requests took.
     *
     * @param requests how many there were
     * @param cpuMillis the processor time in all
     */
    record Result(int requests, double cpuMillis) {}

    private final Process process;
    private final BufferedReader in;
    private final BufferedWriter out;

    /** Starts a JVM; blocks until it has loaded its data. */
    Worker(List<String> command) throws IOException {
        process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        in =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        out =
                new BufferedWriter(
                        new OutputStreamWriter(
                                process.getOutputStream(), StandardCharsets.US_ASCII));
        await("ready: ");
    }

    /** Asks for at most {@code count} requests, for so many ms. */
    Result ask(int question, int first, int count, int millis) throws IOException {
        out.write(question + " " + first + " " + count + " " + millis + "\n");
        out.flush();
        String[] fields = await("done: ").split(" ", -1);
        return new Result(Integer.parseInt(fields[1]), Long.parseLong(fields[2]) / 1e6);
    }

    private String await(String begin) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith(begin)) {
                return line;
            }
        }
        throw new IOException("A process ended early: " + process.info().commandLine());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
