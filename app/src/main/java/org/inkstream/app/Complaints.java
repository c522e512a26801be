package org.inkstream.app;

import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.inkstream.command.ExitCodes;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into words on standard error, and the exit code that goes with it. */
final class Complaints {
    private Complaints() {}

    static int aboutArguments(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("inkstream: " + inWords(wrong));
        err.printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
        err.flush();
        return ExitCodes.COULD_NOT_RUN;
    }

    private static String inWords(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        if (!(wrong instanceof UnmatchedArgumentException unmatched)
                || command.getSubcommands().isEmpty()) {
            return inWords((Throwable) wrong);
        }
        String typed = unmatched.getUnmatched().get(0);
        List<String> meant =
                Misspelling.candidates(typed, command.getCommandSpec().subcommands().keySet());
        String kind = typed.startsWith("-") ? "option" : "command";
        return meant.isEmpty()
                ? "there is no %s '%s'".formatted(kind, typed)
                : "there is no %s '%s'; did you mean '%s %s'?"
                        .formatted(
                                kind,
                                typed,
                                command.getCommandSpec().qualifiedName(),
                                String.join("' or '", meant));
    }

    static int aboutExecution(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        Throwable cause = unwrapped(failure);
        err.println("inkstream: " + inWords(cause));
        if (isVerbose(parsed)) {
            cause.printStackTrace(err);
        } else if (isUnexpected(cause)) {
            err.printf("This should not happen; %s shows the details.%n", CommandTree.VERBOSE);
        }
        err.flush();
        return ExitCodes.COULD_NOT_RUN;
    }

    /** One sentence for people; the file exceptions of the JDK say only the path. */
    static String inWords(Throwable failure) {
        if (failure instanceof NoSuchFileException missing) {
            return "there is no file " + missing.getFile();
        }
        if (failure instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        if (failure instanceof FileAlreadyExistsException existing) {
            return existing.getFile() + " exists already";
        }
        if (failure instanceof NotDirectoryException file) {
            return file.getFile() + " is not a folder";
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean wrapper =
                failure instanceof CompletionException || failure instanceof ExecutionException;
        return wrapper && cause != null ? unwrapped(cause) : failure;
    }

    /** The exceptions that only a mistake in the code brings about. */
    private static boolean isUnexpected(Throwable failure) {
        return failure instanceof NullPointerException
                || failure instanceof ClassCastException
                || failure instanceof IndexOutOfBoundsException;
    }

    private static boolean isVerbose(ParseResult parsed) {
        for (ParseResult each = parsed; each != null; each = each.subcommand()) {
            if (each.hasMatchedOption(CommandTree.VERBOSE)) {
                return true;
            }
        }
        return false;
    }
}
