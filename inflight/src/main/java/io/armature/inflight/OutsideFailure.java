package io.armature.inflight;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** Tells a failure to decode that may pass (the registry is away) from bytes that can never be read. */
public final class OutsideFailure {
    /** Longest chain of causes that is looked at; a chain may be a circle. */
    private static final int DEEPEST = 50;

    private OutsideFailure() {}

    /** Whether the failure, or one that it was caused by, lies outside of the record. */
    public static boolean isBehind(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            if (isOutside(cause)) {
                return true;
            }
        }
        return false;
    }

    /** An {@code EOFException} is not among them: that is how cut-off bytes end, too. */
    private static boolean isOutside(Throwable cause) {
        return switch (cause) {
            case RetriableException e -> true;
            case SocketException e -> true;
            case SocketTimeoutException e -> true;
            case UnknownHostException e -> true;
            case HttpTimeoutException e -> true;
            case ClosedChannelException e -> true;
            case SSLException e -> true;
            case InterruptedException e -> true;
            // Bytes can be nested so deeply that no stack holds them; any other Error is this process's trouble.
            case StackOverflowError e -> false;
            case Error e -> true;
            default -> false;
        };
    }
}
