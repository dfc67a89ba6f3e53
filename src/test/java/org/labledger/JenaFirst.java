package org.labledger;

import org.apache.jena.sys.JenaSystem;
import org.junit.jupiter.api.extension.Extension;

/**
 * Initializes Jena before the first test. Where two test classes begin at the same time and both
 * are the first to use it, its static initializers wait for each other forever.
 */
public final class JenaFirst implements Extension {

    static {
        JenaSystem.init();
    }
}
