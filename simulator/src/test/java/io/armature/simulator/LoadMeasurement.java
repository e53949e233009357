package io.armature.simulator;

import io.armature.blueprints.ItemSpec;
import io.armature.blueprints.Stage;
import io.armature.blueprints.Variables;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/**
 * How many requests per second the simulator answers, without latency and faults: it runs as a process of its own, the
 * load comes from this one over 64 kept connections. Prints requests per second, the answer times and the CPU time that
 * the simulator took per request; the first run warms up.
 */
final class LoadMeasurement {
    private static final String CHEAP = "mistralai/mistral-small-3.2-24b-instruct";
    private static final int CONNECTIONS = 64;
    private static final Duration RUN = Duration.ofSeconds(10);
    private static final int RUNS = 4;

    private LoadMeasurement() {}

    /** @param args requests per second to offer; as many as go when left out */
    public static void main(String... args) throws Exception {
        double offered = args.length == 0 ? 0 : Double.parseDouble(args[0]);
        Process server = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx192m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SimulatorCommand.class.getName(),
                        "--port",
                        "0")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            int port = URI.create(said.readLine().split(" ")[3]).getPort();
            for (int run = 0; run < RUNS; run++) {
                measure("meals", meals(), port, offered, server);
            }
            for (int run = 0; run < RUNS; run++) {
                measure("parts", parts(), port, offered, server);
            }
        } finally {
            server.destroy();
        }
    }

    private static void measure(String what, List<byte[]> requests, int port, double offered, Process server)
            throws InterruptedException {
        AtomicLong next = new AtomicLong();
        ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
        Duration before = server.info().totalCpuDuration().orElse(Duration.ZERO);
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CONNECTIONS; i++) {
                threads.submit(() -> {
                    try (Socket socket = new Socket("127.0.0.1", port)) {
                        socket.setTcpNoDelay(true);
                        InputStream in = new BufferedInputStream(socket.getInputStream(), 16_384);
                        while (System.nanoTime() - start < RUN.toNanos()) {
                            long number = next.getAndIncrement();
                            long due = offered == 0 ? 0 : start + (long) (number / offered * 1e9) - System.nanoTime();
                            Thread.sleep(Duration.ofNanos(Math.max(0, due)));
                            long sent = System.nanoTime();
                            socket.getOutputStream().write(requests.get((int) (number % requests.size())));
                            read(in);
                            times.add(System.nanoTime() - sent);
                        }
                    }
                    return null;
                });
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Duration cpu = server.info().totalCpuDuration().orElse(Duration.ZERO).minus(before);
        long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%s: %.0f requests/s, median %.1f ms, p99 %.1f ms, simulator's CPU %.2f ms per request%n",
                what,
                sorted.length / seconds,
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6,
                cpu.toNanos() / 1e6 / sorted.length);
    }

    private static void read(InputStream in) throws IOException {
        String status = line(in);
        if (!status.contains(" 200 ")) {
            throw new IOException("not answered: " + status);
        }
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        in.readNBytes(length);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the simulator closed the connection");
            }
            line.append(c == '\r' ? "" : (char) c);
        }
        return line.toString();
    }

    private static List<byte[]> meals() {
        List<byte[]> requests = new ArrayList<>();
        Random random = new Random(1);
        while (requests.size() < 64) {
            JsonNode input = Athletes.input("omnivore", random);
            Stage day = Athletes.MEAL_DAY.skeleton();
            JsonNode dayRequest = Athletes.request(CHEAP, day, day.ask(Variables.forSkeleton(input)));
            requests.add(http(dayRequest));
            JsonNode skeleton = Athletes.written(dayRequest);
            Stage meal = Athletes.MEAL_DAY.item("meal");
            for (ItemSpec item : Athletes.MEAL_DAY.items(skeleton)) {
                Variables variables = Variables.forItem(input, Athletes.MEAL_DAY.header(skeleton), item.spec());
                requests.add(http(Athletes.request(CHEAP, meal, meal.ask(variables))));
            }
        }
        return requests;
    }

    private static List<byte[]> parts() {
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            requests.add(http(Athletes.JSON.readTree("""
                    {"model": "%s", "max_tokens": 200,
                     "messages": [{"role": "user", "content": "<spec>\\n{\\"id\\":\\"part-%d\\"}\\n</spec>"}],
                     "response_format": {"type": "json_schema", "json_schema": {"name": "burst--part"}}}
                    """.formatted(CHEAP, i))));
        }
        return requests;
    }

    private static byte[] http(JsonNode body) {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        byte[] head = ("POST /v1/chat/completions HTTP/1.1\r\nHost: simulator\r\nContent-Length: " + bytes.length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[head.length + bytes.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(bytes, 0, whole, head.length, bytes.length);
        return whole;
    }
}
