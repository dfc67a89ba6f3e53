package org.labledger.cli;

import java.io.IOException;
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

    /** Says which version this is, from the manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = LabLedger.class.getPackage().getImplementationVersion();
            return new String[] {"Lab Ledger " + (version == null ? "(development)" : version)};
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
                command.getErr()
                        .println(
                                command.getColorScheme()
                                        .errorText(String.valueOf(exception.getMessage())));
                return 1;
            }
            throw exception;
        });
        return commandLine;
    }
}
