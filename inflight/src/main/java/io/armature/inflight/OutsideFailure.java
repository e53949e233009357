package io.armature.inflight;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import org.apache.kafka.common.errors.RetriableException;

/** Tells a failure to decode that may pass (the registry is away) from bytes that can never be read. */
final class OutsideFailure {
    private OutsideFailure() {}

    static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean outside = cause instanceof RetriableException
                    || cause instanceof SocketException
                    || cause instanceof ConnectException
                    || cause instanceof SocketTimeoutException
                    || cause instanceof UnknownHostException
                    || cause instanceof HttpTimeoutException
                    || cause instanceof ClosedChannelException;
            if (outside && !(cause instanceof EOFException)) {
                return true;
            }
        }
        return false;
    }
}
