package io.armature.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Where everything listens on loopback: the usual ports where they are free, others where not.
 *
 * @param simulator 0 when a real provider is used
 */
record Ports(int broker, int controller, int registry, int planner, int worker, int assembler, int simulator) {
    static Ports free() {
        Set<Integer> taken = new LinkedHashSet<>();
        return new Ports(
                pick(9092, taken),
                pick(9093, taken),
                pick(8085, taken),
                pick(8080, taken),
                pick(8082, taken),
                pick(8081, taken),
                pick(8083, taken));
    }

    /** Any free ports, for tests. */
    static Ports anywhere() {
        Set<Integer> taken = new LinkedHashSet<>();
        int[] ports = new int[7];
        for (int i = 0; i < ports.length; i++) {
            ports[i] = anyFree(taken);
            taken.add(ports[i]);
        }
        return new Ports(ports[0], ports[1], ports[2], ports[3], ports[4], ports[5], ports[6]);
    }

    private static int pick(int usual, Set<Integer> taken) {
        int port = isFree(usual) ? usual : anyFree(taken);
        taken.add(port);
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static int anyFree(Set<Integer> taken) {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = socket.getLocalPort();
            return taken.contains(port) ? anyFree(taken) : port;
        } catch (IOException e) {
            throw new UncheckedIOException("there is no free port on loopback", e);
        }
    }
}
