package org.labledger.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * Debian's Chromium without a window. Nothing is fetched for it: the paths of browser and driver
 * are given, so that Selenium looks for neither.
 */
final class Chromium implements AutoCloseable {

    /** For what a page does by itself; long, for a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String BROWSER = "chromium";
    private static final String DRIVER = "chromedriver";

    /**
     * Warns that it does not know this Chromium's own protocol, which nothing here needs it for.
     */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final ChromeDriver driver;
    private final Path profile;
    private boolean runsScripts = true;

    private Chromium(ChromeDriver driver, Path profile) {
        this.driver = driver;
        this.profile = profile;
    }

    /** Tells whether this machine has the browser and its driver. */
    static boolean isInstalled() {
        return find(BROWSER).isPresent() && find(DRIVER).isPresent();
    }

    private static Optional<File> find(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> new File(folder, program))
                .filter(File::canExecute)
                .findFirst();
    }

    /** Starts it with an empty profile. */
    static Chromium start() {
        SELENIUM.setLevel(Level.SEVERE);
        try {
            Path profile = Files.createTempDirectory("chromium");
            ChromeOptions options = new ChromeOptions();
            options.setBinary(find(BROWSER).orElseThrow());
            options.addArguments(
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--disable-quic",
                    "--disable-sync",
                    "--disable-component-update",
                    "--disable-background-networking",
                    "--no-first-run",
                    "--hide-scrollbars",
                    "--lang=en-US",
                    "--force-prefers-reduced-motion",
                    "--window-size=1280,900",
                    "--user-data-dir=" + profile);
            LoggingPreferences logs = new LoggingPreferences();
            logs.enable(LogType.BROWSER, Level.ALL);
            logs.enable(LogType.PERFORMANCE, Level.ALL);
            options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
            ChromeDriverService service =
                    new ChromeDriverService.Builder()
                            .usingDriverExecutable(find(DRIVER).orElseThrow())
                            .usingAnyFreePort()
                            .withEnvironment(Map.of("SE_OFFLINE", "true", "SE_AVOID_STATS", "true"))
                            .build();
            return new Chromium(new ChromeDriver(service, options), profile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ChromeDriver driver() {
        return driver;
    }

    /** Opens an address as someone who was never here: no cookie, nothing stored, scripts run. */
    void visit(String url) {
        driver.get(url);
    }

    /** Forgets the cookies, and goes back to a light, wide window in which scripts run. */
    void reset() {
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        scripts(true);
        paper(false);
        dark(false);
        wide();
        console();
    }

    /** Lets scripts of pages run, or not. */
    void scripts(boolean run) {
        runsScripts = run;
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
    }

    /** Says to pages that the reader wants them dark, or light. */
    void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of(
                                        "name",
                                        "prefers-color-scheme",
                                        "value",
                                        dark ? "dark" : "light"))));
    }

    /** Shows pages as they are printed, or as they are seen. */
    void paper(boolean paper) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia", Map.of("media", paper ? "print" : ""));
    }

    /** Makes the window as small as a phone's. */
    void narrow() {
        size(390, 844, true);
    }

    /** Makes the window as small as that of the smallest phone. */
    void narrowest() {
        size(320, 640, true);
    }

    /** Makes the window as wide as a tablet's. */
    void medium() {
        size(800, 1100, false);
    }

    /** Makes the window as wide as a small desktop's. */
    void wide() {
        size(1280, 900, false);
    }

    private void size(int width, int height, boolean mobile) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
    }

    /**
     * Runs a script with the rights of the browser, which no policy of a page restricts.
     *
     * @return what the script returns; an empty string if it returns nothing
     */
    Object run(String script, Object... arguments) {
        return Objects.requireNonNullElse(driver.executeScript(script, arguments), "");
    }

    /** Returns the first such element, once there is one. */
    WebElement find(By by) {
        await(by + " is on " + driver.getCurrentUrl(), () -> !driver.findElements(by).isEmpty());
        return driver.findElement(by);
    }

    List<WebElement> all(By by) {
        return driver.findElements(by);
    }

    int count(String selector) {
        return driver.findElements(By.cssSelector(selector)).size();
    }

    /** Returns the text that is seen in an element; empty if there is no such element. */
    String text(String selector) {
        List<WebElement> found = driver.findElements(By.cssSelector(selector));
        return found.isEmpty() ? "" : found.getFirst().getText();
    }

    URI url() {
        return URI.create(driver.getCurrentUrl());
    }

    /**
     * Does something that leads to another address, and waits until it is there: the address
     * changes a moment before the page does.
     */
    void submit(Runnable action) {
        String before = driver.getCurrentUrl();
        WebElement page = driver.findElement(By.tagName("html"));
        action.run();
        await("another page than " + before, () -> !before.equals(driver.getCurrentUrl()));
        if (!withoutFragment(before).equals(withoutFragment(driver.getCurrentUrl()))) {
            await("the page after " + before, () -> isGone(page));
        }
    }

    private static String withoutFragment(@Nullable String url) {
        return String.valueOf(url).replaceFirst("#.*", "");
    }

    private static boolean isGone(WebElement element) {
        try {
            element.isEnabled();
            return false;
        } catch (StaleElementReferenceException e) {
            return true;
        }
    }

    /** Goes to the next thing that the keyboard reaches; quicker than {@link #press}. */
    void tab() {
        for (String type : List.of("rawKeyDown", "keyUp")) {
            driver.executeCdpCommand(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", "Tab", "code", "Tab", "windowsVirtualKeyCode", 9));
        }
    }

    /** Waits until something holds that the browser is about to do. */
    void await(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holdsNow(holds)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("In vain waited for: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /** While one page takes the place of another, what was found on the first is gone. */
    private static boolean holdsNow(BooleanSupplier holds) {
        try {
            return holds.getAsBoolean();
        } catch (StaleElementReferenceException e) {
            return false;
        }
    }

    /** Returns the element that the next key goes to. */
    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** Presses keys together, wherever the focus is. */
    void press(String... keys) {
        Actions actions = new Actions(driver);
        for (String key : keys) {
            actions.keyDown(Keys.valueOf(key.toUpperCase(Locale.ROOT)));
        }
        for (String key : List.of(keys).reversed()) {
            actions.keyUp(Keys.valueOf(key.toUpperCase(Locale.ROOT)));
        }
        actions.perform();
    }

    /** Writes a text where the focus is, in place of what is there. */
    void replaceAll(String text) {
        new Actions(driver)
                .keyDown(Keys.CONTROL)
                .sendKeys("a")
                .keyUp(Keys.CONTROL)
                .sendKeys(text)
                .perform();
    }

    /** Tells whether scripts of pages run. */
    boolean runsScripts() {
        return runsScripts;
    }

    /**
     * Returns what the browser complained about since it was last asked: errors of scripts, files
     * that did not load, and everything that the page's own policy forbade.
     */
    List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Returns the messages of the developer tools since it was last asked, oldest first. */
    List<JsonObject> events() {
        List<JsonObject> events = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            events.add(JSON.parse(entry.getMessage()).getObj("message"));
        }
        return events;
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
