package org.labledger.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.labledger.settings.Build;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The program: {@code lab-ledger serve}, {@code check}, {@code query} and others. */
@Command(
        name = "lab-ledger",
        description = "A sourced knowledge graph: every statement carries who says so.",
        mixinStandardHelpOptions = true,
        versionProvider = LabLedger.Version.class,
        subcommands = {
            Serve.class,
            CheckCommand.class,
            QueryCommand.class,
            New.class,
            Fmt.class,
            Stats.class,
            HelpCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class LabLedger {

    /** Says which version this is. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Lab Ledger " + Build.version()};
        }
    }

    /**
     * Runs a command line.
     *
     * @return the exit status: 0 if all went well, 1 if it did not, 2 if the command line is wrong
     */
    public static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    /** Returns the command line, for callers that want its output elsewhere. */
    public static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new LabLedger());
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> {
            // What a person can put right is told in a sentence; the rest is our mistake
            // and shown whole.
            if (exception instanceof IOException || exception instanceof UserException) {
                command.getErr().println(command.getColorScheme().errorText(sentence(exception)));
                return 1;
            }
            throw exception;
        });
        return commandLine;
    }

    /** The system's own messages are often no more than a path. */
    private static String sentence(Exception exception) {
        String message = String.valueOf(exception.getMessage());
        return switch (exception) {
            case NoSuchFileException e -> "There is no file " + message + ".";
            case AccessDeniedException e ->
                    "There is no permission to read or write " + message + ".";
            case CharacterCodingException e -> "A file is not in UTF-8: " + message + ".";
            default -> message;
        };
    }
}
