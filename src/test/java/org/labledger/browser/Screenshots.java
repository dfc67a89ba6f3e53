package org.labledger.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.labledger.HomeFolder;

/**
 * Takes pictures of pages into a folder: of those that the first argument's folder is to hold, or
 * of every kind of page. Not a test; {@code docs/screenshots/README.md} says how to run it.
 */
final class Screenshots {

    /** A picture of a page's top: in a language, wide or narrow, light or dark. */
    private record Shot(Kind kind, String language, boolean narrow, boolean dark) {

        String fileName() {
            return (kind.name().toLowerCase(Locale.ROOT).replace('_', '-')
                            + (narrow ? "-390" : "-1280")
                            + (language.equals("en") ? "" : "-" + language)
                            + (dark ? "-dark" : ""))
                    + ".png";
        }
    }

    private static final List<Shot> CHOSEN =
            List.of(
                    new Shot(Kind.HOME, "en", false, false),
                    new Shot(Kind.HOME, "zh-Hant", true, false),
                    new Shot(Kind.PERSON, "en", false, false),
                    new Shot(Kind.PERSON, "en", true, true),
                    new Shot(Kind.PLEDGE, "zh-Hant", false, false),
                    new Shot(Kind.SOURCE, "en", false, false),
                    new Shot(Kind.TABLE, "en", false, false),
                    new Shot(Kind.TIMELINE, "en", true, false),
                    new Shot(Kind.GRAPH, "en", false, false),
                    new Shot(Kind.EDITOR, "en", false, false),
                    new Shot(Kind.LIBRARY_THING, "zh-Hant", true, false));

    private Screenshots() {}

    /** Takes them: {@code FOLDER}, or {@code FOLDER all [KIND…]} for whole pages of every kind. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        boolean all = arguments.length > 1;
        Servers servers = new Servers(HomeFolder.THIS_PROJECT);
        try (Chromium chromium = Chromium.start()) {
            for (Shot shot : all ? every(List.of(arguments)) : CHOSEN) {
                chromium.reset();
                chromium.dark(shot.dark);
                if (shot.narrow) {
                    chromium.narrow();
                }
                chromium.visit(shot.kind.url(servers.of(shot.kind), shot.language));
                Files.write(folder.resolve(shot.fileName()), picture(chromium, all));
            }
        }
        System.exit(0);
    }

    private static List<Shot> every(List<String> arguments) {
        return Arrays.stream(Kind.values())
                .filter(kind -> arguments.size() == 2 || arguments.contains(kind.name()))
                .flatMap(kind ->
                        Stream.of(
                                new Shot(kind, "en", false, false),
                                new Shot(kind, "zh-Hant", true, false),
                                new Shot(kind, "zh-Hant", false, true)))
                .toList();
    }

    private static byte[] picture(Chromium chromium, boolean whole) {
        Object data =
                chromium.driver()
                        .executeCdpCommand(
                                "Page.captureScreenshot",
                                Map.of("format", "png", "captureBeyondViewport", whole))
                        .get("data");
        return Base64.getDecoder().decode(String.valueOf(data));
    }
}
