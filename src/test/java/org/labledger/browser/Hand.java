package org.labledger.browser;

import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** How somebody works a page: what journeys do is the same either way. */
enum Hand {
    /** Points at things. */
    MOUSE {
        @Override
        void into(Chromium chromium, By place) {
            chromium.find(place).click();
        }

        @Override
        void press(Chromium chromium, By button) {
            chromium.find(button).click();
        }

        @Override
        void submit(Chromium chromium, By field) {
            chromium.submit(() ->
                    chromium.find(field).findElement(By.xpath("ancestor::form//button")).click());
        }
    },

    /**
     * Goes from one thing to the next by the tabulator key; the search box has a key of its own.
     */
    KEYBOARD {
        @Override
        void into(Chromium chromium, By place) {
            WebElement there = chromium.find(place);
            if (place.equals(By.id("find")) && chromium.runsScripts()) {
                chromium.find(By.tagName("body")).sendKeys("/");
            }
            boolean isThere = there.equals(chromium.focused());
            for (int i = 0; i < MOST_STEPS && !isThere; i++) {
                chromium.tab();
                isThere = there.equals(chromium.focused());
            }
            if (!isThere) {
                throw new AssertionError(
                        place + " is not reached by the keyboard from " + chromium.url());
            }
        }

        @Override
        void press(Chromium chromium, By button) {
            into(chromium, button);
            chromium.press("Enter");
        }

        @Override
        void submit(Chromium chromium, By field) {
            chromium.submit(() -> chromium.press("Enter"));
        }
    };

    /** More than the longest page has links. */
    private static final int MOST_STEPS = 400;

    /** Goes to a field. */
    abstract void into(Chromium chromium, By place);

    /** Presses a button. */
    abstract void press(Chromium chromium, By button);

    /** Sends the form of a field in which one has just written. */
    abstract void submit(Chromium chromium, By field);

    /** Follows the first link of some kind. */
    void follow(Chromium chromium, By link) {
        chromium.submit(() -> press(chromium, link));
    }

    /** Writes into a field, in place of what is in it. */
    void write(Chromium chromium, By field, String text) {
        WebElement input = chromium.find(field);
        boolean isDate = "date".equals(input.getAttribute("type"));
        if (!isDate || this == KEYBOARD) {
            into(chromium, field);
        }
        if (!isDate) {
            input.sendKeys(Keys.chord(Keys.CONTROL, "a"));
        }
        // Into a date, digits are written from its first part on, and a click may choose another.
        input.sendKeys(text);
    }
}
