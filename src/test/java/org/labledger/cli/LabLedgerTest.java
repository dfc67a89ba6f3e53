package org.labledger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.labledger.settings.Build;

class LabLedgerTest {

    @Test
    void explainsItsCommands() {
        CommandLineOutput output = CommandLineOutput.of("--help");

        assertEquals(0, output.status());
        for (String command : List.of("serve", "check", "query", "help")) {
            assertTrue(output.out().contains("\n  " + command), output.out());
        }
    }

    @Test
    void explainsEachCommand() {
        for (String command : List.of("serve", "check", "query")) {
            CommandLineOutput output = CommandLineOutput.of(command, "--help");

            assertEquals(0, output.status());
            assertTrue(output.out().contains("lab-ledger " + command), output.out());
            assertTrue(output.out().contains("--home=DIR"), output.out());
            assertEquals(output.out(), CommandLineOutput.of("help", command).out());
        }
    }

    @Test
    void saysWhichVersionItIs() {
        CommandLineOutput output = CommandLineOutput.of("--version");

        assertEquals(0, output.status());
        assertEquals("Lab Ledger " + Build.version() + "\n", output.out());
    }

    @Test
    void refusesAWrongCommandLine() {
        assertEquals(2, CommandLineOutput.of().status());
        assertEquals(2, CommandLineOutput.of("serv").status());
        assertEquals(2, CommandLineOutput.of("check", "--hom", "x").status());
        assertEquals(2, CommandLineOutput.of("serve", "--port", "many").status());
        assertTrue(CommandLineOutput.of("serv").err().contains("serve"));
    }
}
