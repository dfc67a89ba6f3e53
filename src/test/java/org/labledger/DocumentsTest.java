package org.labledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.labledger.cli.LabLedger;
import picocli.CommandLine;

/** The commands that the documents show exist. */
class DocumentsTest {

    @Test
    void everyCommandAndOptionThatIsShownExists() throws Exception {
        CommandLine program = LabLedger.commandLine();
        List<String> unknown = new ArrayList<>();
        for (String document : List.of("README.md", "CONTRIBUTING.md")) {
            String text = Files.readString(Path.of(document));
            for (MatchResult shown :
                    find(text, "\\./lab-ledger ([a-z]+)((?: +--[a-z-]+(?: [A-Za-z0-9]+)?)*)")) {
                CommandLine command = program.getSubcommands().get(shown.group(1));
                if (command == null) {
                    unknown.add(document + ": " + shown.group());
                    continue;
                }
                for (MatchResult option : find(shown.group(2), "--[a-z-]+")) {
                    if (command.getCommandSpec().findOption(option.group()) == null) {
                        unknown.add(document + ": " + shown.group());
                    }
                }
            }
        }
        assertEquals(List.of(), unknown);
    }

    private static List<MatchResult> find(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().toList();
    }
}
