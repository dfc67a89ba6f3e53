package org.labledger.browser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonObject;
import org.apache.jena.atlas.json.JsonValue;

/** The W3C's checker of HTML, in a process of its own: it brings other versions of our libraries. */
final class HtmlChecker {

    private final Path jar = NodeModule.file("vnu-jar/build/dist/vnu.jar");

    /**
     * Checks documents, all in one run.
     *
     * @param pages the HTML, by a name that is a file name
     * @param folder where to write them for the checker
     * @return what is wrong, each with the name of the page and the place
     */
    List<String> check(Map<String, String> pages, Path folder) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-XX:+UseSerialGC",
                                "-Xss4m",
                                "-jar",
                                jar.toAbsolutePath().toString(),
                                "--format",
                                "json",
                                "--no-langdetect",
                                "--exit-zero-always"));
        for (var page : pages.entrySet()) {
            Files.writeString(folder.resolve(page.getKey() + ".html"), page.getValue());
            command.add(page.getKey() + ".html");
        }
        Path report = folder.resolve("report.json");
        try {
            new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(report.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return messages(Files.readString(report, StandardCharsets.UTF_8)).toList();
    }

    private static Stream<String> messages(String report) {
        return JSON.parse(report).getArray("messages")
                .map(JsonValue::getAsObject)
                .map(HtmlChecker::shown);
    }

    private static String shown(JsonObject message) {
        String url = message.getString("url");
        return "%s:%s: %s: %s: %s"
                .formatted(
                        url.substring(url.lastIndexOf('/') + 1),
                        message.hasKey("lastLine") ? message.getNumber("lastLine") : "",
                        message.getString("type"),
                        message.getString("message"),
                        message.hasKey("extract") ? message.getString("extract") : "");
    }
}
