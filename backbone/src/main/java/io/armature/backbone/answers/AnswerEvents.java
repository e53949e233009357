package io.armature.backbone.answers;

import io.armature.events.AnswerKind;
import io.armature.events.AnswerRecorded;
import io.armature.generation.PaidAnswer;
import io.armature.models.Reply;
import io.armature.models.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Paid answers as they travel. */
final class AnswerEvents {
    private AnswerEvents() {}

    static AnswerRecorded of(String jobId, int partition, long offset, String itemId, PaidAnswer answer) {
        Usage usage = answer.reply().usage();
        return AnswerRecorded.newBuilder()
                .setJobId(jobId)
                .setPartition(partition)
                .setOffset(offset)
                .setItemId(itemId)
                .setKind(
                        switch (answer.reply()) {
                            case Reply.Answered any -> AnswerKind.ANSWERED;
                            case Reply.CutOff any -> AnswerKind.CUT_OFF;
                            case Reply.Refused any -> AnswerKind.REFUSED;
                        })
                .setText(
                        switch (answer.reply()) {
                            case Reply.Answered(String text, var any, var id) -> text;
                            case Reply.CutOff(String text, var any, var id) -> text;
                            case Reply.Refused(String why, var any, var id) -> why;
                        })
                .setAttemptId(answer.attemptId())
                .setTier(answer.tier())
                .setPromptTokens(usage.promptTokens())
                .setCachedTokens(usage.cachedTokens())
                .setCompletionTokens(usage.completionTokens())
                .setEstimated(usage.estimated())
                .setRequestId(answer.reply().requestId().orElse(null))
                .setPromptHash(answer.promptHash())
                .setStartedAt(answer.startedAt())
                .setLatencyMs(answer.latency().toMillis())
                .build();
    }

    static AnswerRecorded finished(String jobId, int partition, long offset, String itemId, Instant now) {
        return AnswerRecorded.newBuilder()
                .setJobId(jobId)
                .setPartition(partition)
                .setOffset(offset)
                .setItemId(itemId)
                .setKind(AnswerKind.FINISHED)
                .setTier(0)
                .setStartedAt(now)
                .build();
    }

    /** The answer of an entry; empty for one that is none. */
    static Optional<PaidAnswer> answer(AnswerRecorded entry) {
        Usage usage = new Usage(
                entry.getPromptTokens(), entry.getCachedTokens(), entry.getCompletionTokens(), entry.getEstimated());
        Optional<String> id = Optional.ofNullable(entry.getRequestId());
        Optional<Reply.Paid> reply = switch (entry.getKind()) {
            case ANSWERED -> Optional.of(new Reply.Answered(entry.getText(), usage, id));
            case CUT_OFF -> Optional.of(new Reply.CutOff(entry.getText(), usage, id));
            case REFUSED -> Optional.of(new Reply.Refused(entry.getText(), usage, id));
            case FINISHED -> Optional.empty();
        };
        return reply.map(what -> new PaidAnswer(
                entry.getAttemptId(),
                entry.getTier(),
                what,
                entry.getPromptHash(),
                entry.getStartedAt(),
                Duration.ofMillis(entry.getLatencyMs())));
    }
}
