package org.labledger.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * The style sheets, scripts and pictures of pages. Their addresses contain a hash of the content
 * ({@code ledger-3fa92c1b.css}), so that browsers may cache them forever.
 */
public final class Assets {

    /** Path under which assets are served. */
    public static final String PATH = "/assets/";

    private static final Map<String, String> MEDIA_TYPES =
            Map.of(
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "svg", "image/svg+xml",
                    "txt", "text/plain; charset=utf-8",
                    "woff2", "font/woff2");
    private static final String YASGUI = "/META-INF/resources/webjars/zazuko__yasgui/4.5.0/build/";

    /** Third-party assets, by resource path in their libraries. */
    private static final Map<String, String> THIRD_PARTY =
            Map.of(
                    "yasgui.min.js", YASGUI + "yasgui.min.js",
                    "yasgui.min.css", YASGUI + "yasgui.min.css");

    private static final Pattern NAMED_ASSET = Pattern.compile("url\\(\"([\\w.-]+)\"\\)");

    private static final Map<String, Asset> KNOWN = new ConcurrentHashMap<>();

    /**
     * An asset.
     *
     * @param path its address, including the hash
     * @param contentType its media type
     * @param bytes its content; must not be modified
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared or changed
    public record Asset(String path, String contentType, byte[] bytes) {}

    private Assets() {}

    /**
     * Returns the address of an asset by its plain name, such as {@code ledger.css}.
     *
     * @throws IllegalArgumentException if there is no such asset
     */
    public static String path(String name) {
        return load(name)
                .orElseThrow(() -> new IllegalArgumentException("There is no asset " + name))
                .path();
    }

    /**
     * Returns the asset at an address.
     *
     * @param name the part of the address after {@value #PATH}: a name with its hash
     * @return the asset, or empty if there is none of this name and content
     */
    public static Optional<Asset> find(String name) {
        int dot = name.lastIndexOf('.');
        int dash = name.lastIndexOf('-', Math.max(dot, 0));
        if (dash < 0 || !name.matches("[\\w.-]+")) {
            return Optional.empty();
        }
        return load(name.substring(0, dash) + name.substring(dot))
                .filter(asset -> asset.path().equals(PATH + name));
    }

    private static Optional<Asset> load(String name) {
        // Only existing assets are cached: requests may name anything.
        Optional<Asset> asset = Optional.ofNullable(KNOWN.get(name)).or(() -> read(name));
        asset.ifPresent(found -> KNOWN.put(name, found));
        return asset;
    }

    private static Optional<Asset> read(String name) {
        int dot = name.lastIndexOf('.');
        @Nullable String type = MEDIA_TYPES.get(name.substring(dot + 1));
        try (InputStream in =
                Assets.class.getResourceAsStream(
                        THIRD_PARTY.getOrDefault(name, "/org/labledger/web/assets/" + name))) {
            if (in == null || type == null) {
                return Optional.empty();
            }
            byte[] bytes = Objects.requireNonNull(in.readAllBytes());
            if (name.endsWith(".css") && !THIRD_PARTY.containsKey(name)) {
                bytes = withAddresses(bytes);
            }
            return Optional.of(
                    new Asset(
                            PATH + name.substring(0, dot) + "-" + hash(bytes) + name.substring(dot),
                            type,
                            bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the names of assets in a style sheet by their addresses. */
    private static byte[] withAddresses(byte[] style) {
        return NAMED_ASSET
                .matcher(new String(style, StandardCharsets.UTF_8))
                .replaceAll(found -> "url(\"" + path(found.group(1)) + "\")")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String hash(byte[] bytes) {
        return DigestUtils.sha256Hex(bytes).substring(0, 10);
    }
}
