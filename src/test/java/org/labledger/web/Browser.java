package org.labledger.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A Chromium without a window that looks at a served home. Where the machine has none, the tests
 * that need it are skipped; where {@code CI=true}, they fail.
 */
final class Browser implements AutoCloseable {

    private static final Path AXE = Path.of("src/test/js/node_modules/axe-core/axe.min.js");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /**
     * Starts a browser with a new, empty profile.
     *
     * @param profile the folder for the profile
     * @param withScripts whether it runs scripts
     */
    static Browser start(Path profile, boolean withScripts) {
        Optional<Path> chromium = program("chromium", "google-chrome", "chromium-browser");
        Optional<Path> chromedriver = program("chromedriver");
        boolean isReady = chromium.isPresent() && chromedriver.isPresent() && Files.exists(AXE);
        String missing =
                "A browser is needed: chromium and chromedriver (on Debian: apt-get install chromium"
                        + " chromium-driver), and npm ci in src/test/js";
        if (!isReady && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(missing);
        }
        assumeTrue(isReady, missing);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.orElseThrow().toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                // What is still scrolling cannot be clicked.
                "--force-prefers-reduced-motion",
                "--window-size=1280,900",
                "--user-data-dir=" + profile);
        options.setExperimentalOption(
                "prefs",
                Map.of("profile.managed_default_content_settings.javascript", withScripts ? 1 : 2));
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logging);
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(chromedriver.orElseThrow().toFile())
                        .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage().timeouts().implicitlyWait(Duration.ofSeconds(10));
        return new Browser(driver);
    }

    private static Optional<Path> program(String... names) {
        for (String name : names) {
            for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
                Path candidate = Path.of(folder, name);
                if (!folder.isEmpty() && Files.isExecutable(candidate)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    /** Goes to an address. */
    Browser open(URI address) {
        driver.get(address.toString());
        return this;
    }

    /** Makes the window so wide. */
    Browser wide(int width) {
        driver.manage().window().setSize(new Dimension(width, 900));
        return this;
    }

    /** Prefers light or dark colours. */
    Browser colours(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        return this;
    }

    /** Prefers a language from the next address on. */
    Browser language(String tag) {
        driver.executeCdpCommand(
                "Network.setExtraHTTPHeaders",
                Map.of("headers", Map.of("Accept-Language", tag)));
        return this;
    }

    /** Returns the first element that a CSS selector finds, waiting for it a while. */
    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** Returns all elements that a CSS selector finds now. */
    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** Returns the first link whose text begins so, waiting for it a while. */
    WebElement link(String text) {
        return driver.findElement(
                By.xpath("//main//a[starts-with(normalize-space(.), \"" + text + "\")]"));
    }

    /** Runs a script in the page and returns what it returns. */
    Object run(String script) {
        return driver.executeScript(script);
    }

    /** Returns the address it is at. */
    String address() {
        return driver.getCurrentUrl();
    }

    /** Returns the element that has the focus. */
    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** Returns what the console said since it was last asked, but for notes. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Returns what axe finds wrong with the page (WCAG 2.2 A and AA, and best practices). */
    @SuppressWarnings("unchecked") // what the script below returns
    List<String> violations() {
        try {
            driver.executeScript(Files.readString(AXE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
        return (List<String>)
                driver.executeAsyncScript(
                        """
                        const done = arguments[arguments.length - 1];
                        axe.run(document, { resultTypes: ["violations"] }).then((results) =>
                          done(results.violations.flatMap((v) => v.nodes.map((n) =>
                            v.id + ": " + n.target.join(" ") + ": " + n.failureSummary.replace(/\\s+/g, " ")))));
                        """);
    }

    /** Returns whether the page is wider than the window. */
    boolean overflows() {
        return Boolean.TRUE.equals(
                driver.executeScript(
                        "return document.documentElement.scrollWidth > window.innerWidth + 1"));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
