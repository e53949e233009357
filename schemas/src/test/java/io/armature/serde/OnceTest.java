package io.armature.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OnceTest {
    @Test
    void manyThreadsThatMissTheSameThingFetchItOnce() throws Exception {
        Once<String, Integer> once = new Once<>();
        AtomicInteger fetched = new AtomicInteger();
        CountDownLatch allAsked = new CountDownLatch(200);
        List<Future<Integer>> got = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                got.add(threads.submit(() -> {
                    allAsked.countDown();
                    return once.get("schema", key -> {
                        awaited(allAsked);
                        return fetched.incrementAndGet();
                    });
                }));
            }
        }

        for (Future<Integer> one : got) {
            assertThat(one.get()).isEqualTo(1);
        }
    }

    @Test
    void aFailureIsForgotten() {
        Once<String, Integer> once = new Once<>();
        assertThatThrownBy(() -> once.get("schema", key -> {
                    throw new IllegalStateException("away");
                }))
                .hasMessage("away");

        assertThat(once.get("schema", key -> 1)).isEqualTo(1);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
