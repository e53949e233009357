package io.armature.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where everything listens on loopback: the usual ports where they are free, others where not. */
record Ports(int broker, int controller, int registry, int planner, int worker, int assembler, int simulator) {
    static final Ports USUAL = new Ports(9092, 9093, 8085, 8080, 8082, 8081, 8083);

    static Ports free() {
        Set<Integer> taken = new LinkedHashSet<>();
        return new Ports(
                pick(USUAL.broker, taken),
                pick(USUAL.controller, taken),
                pick(USUAL.registry, taken),
                pick(USUAL.planner, taken),
                pick(USUAL.worker, taken),
                pick(USUAL.assembler, taken),
                pick(USUAL.simulator, taken));
    }

    /** What to tell of parts that listen elsewhere than usual, because another program was there first. */
    List<String> moved() {
        List<String> moved = new ArrayList<>();
        moved(moved, "broker", USUAL.broker, broker);
        moved(moved, "controller", USUAL.controller, controller);
        moved(moved, "registry", USUAL.registry, registry);
        moved(moved, "planner", USUAL.planner, planner);
        moved(moved, "item worker", USUAL.worker, worker);
        moved(moved, "assembler", USUAL.assembler, assembler);
        moved(moved, "simulator", USUAL.simulator, simulator);
        return moved;
    }

    private static void moved(List<String> moved, String part, int usual, int port) {
        if (port != usual) {
            moved.add("Port " + usual + " is taken by another program: the " + part + " listens on " + port + ".");
        }
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
