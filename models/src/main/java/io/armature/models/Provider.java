package io.armature.models;

/** One wire format: how a call is written and an answer is read. Pure; the exchange itself is {@link HttpModels}. */
interface Provider {
    /** The request's path, headers and body. */
    WireRequest write(Call call, ModelSettings model);

    /** Reads an answer of status 200. */
    Reply read(String body, java.util.Optional<String> requestId);
}
