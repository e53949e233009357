package io.armature.generation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers kept in memory. */
final class Kept implements PaidAnswers {
    final List<PaidAnswer> answers = new ArrayList<>();
    private @Nullable InterruptedException failure;

    void failWith(InterruptedException failure) {
        this.failure = failure;
    }

    @Override
    public List<PaidAnswer> earlier() {
        return List.copyOf(answers);
    }

    @Override
    public void keep(PaidAnswer answer) throws InterruptedException {
        if (failure != null) {
            throw failure;
        }
        answers.add(answer);
    }
}
