package org.inkstream.loadtest.scenarios.nsq;

import java.nio.file.Files;
import java.nio.file.Path;
import org.inkstream.loadtest.peers.nsq.NsqBinaries;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where the real nsqd is, which is not part of Inkstream. */
final class NsqdOption {
    @Option(
            names = "--nsqd",
            paramLabel = "PATH",
            description =
                    "The nsqd to start (default: what .ci/install-nsq has installed, else the one on"
                            + " the PATH).")
    private @Nullable Path given;

    /**
     * @throws ParameterException that says what to do where there is none
     */
    Path require(CommandLine command) {
        if (given != null) {
            if (!Files.isExecutable(given) || Files.isDirectory(given)) {
                throw new ParameterException(command, "--nsqd: no program at " + given);
            }
            return given.toAbsolutePath();
        }
        return NsqBinaries.find("nsqd")
                .orElseThrow(
                        () ->
                                new ParameterException(
                                        command,
                                        NsqBinaries.MISSING
                                                + "; or name one that you have with --nsqd PATH"));
    }
}
